package org.printfarm.host.job;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestRequests;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.job.StoredUpload;
import org.printfarm.api.job.Upload;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.store.JobFilter;
import org.printfarm.host.postgres.RecordKind;

/** An inbox with one printer, whose time the test moves. */
public final class InboxBench implements AutoCloseable {

    static final InetAddress CLIENT = InetAddress.getLoopbackAddress();
    static final long MAX_BYTES = 1L << 20;

    final HandScheduler time = new HandScheduler();
    final Printer printer = TestPrinters.next();
    final List<PrintStatus> seen = new CopyOnWriteArrayList<>();
    final List<PrinterEvent> events = new CopyOnWriteArrayList<>();
    final Path data;
    final InboxFolder folder;
    private FarmInbox inbox;

    InboxBench(Path data) throws IOException {
        this(data, InboxSettings.KEEP_ALL);
    }

    InboxBench(Path data, InboxSettings settings) throws IOException {
        this(InboxFolder.of(data), data, settings);
    }

    InboxBench(RecordKind kind, Path data) throws IOException {
        this(kind.in(data), data, InboxSettings.KEEP_ALL);
    }

    InboxBench(InboxFolder folder, Path data, InboxSettings settings) throws IOException {
        this.folder = folder;
        this.data = data;
        this.inbox = open(settings);
    }

    private FarmInbox open(InboxSettings settings) throws IOException {
        FarmInbox opened = FarmInbox.open(folder, settings, JobRouting.NONE, time, time);
        opened.stateOf(printer).onChange(seen::add);
        opened.onEvent((id, event) -> events.add(event));
        return opened;
    }

    /** Ends the inbox and opens it again, as a restart of the host does. */
    void restart() throws IOException {
        inbox.close();
        inbox = open(InboxSettings.KEEP_ALL);
    }

    /** As a reload does whose file names the printer no more. */
    void removePrinter() {
        inbox.remove(printer.id());
    }

    JobIntake intake() {
        return inbox.intakeOf(printer);
    }

    JobIntake intakeOf(Printer other) {
        return inbox.intakeOf(other);
    }

    PrintStatus status() {
        return inbox.stateOf(printer).current();
    }

    /** The phases so far, without the steps within one. */
    List<PrintPhase> phases() {
        List<PrintPhase> phases = new ArrayList<>();
        Optional<PrintStatus> before = Optional.empty();
        for (PrintStatus status : seen) {
            boolean step = status.phase() == PrintPhase.RUNNING
                    && before.filter(one -> one.phase() == PrintPhase.RUNNING
                                    && one.request().equals(status.request()))
                            .isPresent();
            if (!step) {
                phases.add(status.phase());
            }
            before = Optional.of(status);
        }
        return phases;
    }

    /** Lets time pass in small steps until the printer shows a phase. */
    void passUntil(PrintPhase phase) {
        await().pollInterval(java.time.Duration.ofMillis(10)).until(() -> {
            time.pass(java.time.Duration.ofMillis(50));
            return status().phase() == phase;
        });
    }

    /** Uploads a file whole. */
    public StoredUpload upload(String path, byte[] content) throws IntakeException {
        return upload(intake(), path, content);
    }

    public static StoredUpload upload(JobIntake intake, String path, byte[] content) throws IntakeException {
        return upload(intake, path, content, CLIENT);
    }

    static StoredUpload upload(JobIntake intake, String path, byte[] content, InetAddress from) throws IntakeException {
        try (Upload upload = intake.open(path, MAX_BYTES, from)) {
            upload.write(ByteBuffer.wrap(content));
            return upload.commit();
        }
    }

    /** A request for plate 1 with one option. */
    static PrintRequest request(String file, Optional<String> md5) {
        return request(file, md5, 1);
    }

    static PrintRequest request(String file, Optional<String> md5, int plate) {
        return TestRequests.of(file, "cube", plate, md5, Map.of("use_ams", "true"), CLIENT);
    }

    /** What is recorded, as another process sees it. */
    List<Job> jobs() throws IOException {
        try (JobArchive archive = JobArchive.open(folder)) {
            return archive.list(JobFilter.NEWEST);
        }
    }

    Job onlyJob() throws IOException {
        List<Job> jobs = jobs();
        if (jobs.size() != 1) {
            throw new AssertionError("expected one job, got " + jobs.size());
        }
        return jobs.get(0);
    }

    /** The regular files in a folder of the inbox and those below it. */
    List<Path> filesIn(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("inbox").resolve(folder))) {
            return new ArrayList<>(files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("sqlite"))
                    .toList());
        }
    }

    @Override
    public void close() {
        inbox.close();
    }
}
