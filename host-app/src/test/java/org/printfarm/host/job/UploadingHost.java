package org.printfarm.host.job;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestScheduler;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.StoredUpload;
import org.printfarm.api.job.Upload;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.threemf.Archives;

/** A process to be killed: uploads for ever from several threads and prints what was acknowledged, a line each. */
final class UploadingHost {

    /** How many uploads are on their way at once. */
    static final int CLIENTS = 3;

    private static final int LARGEST_PADDING = 200_000;
    private static final long MAX_BYTES = 1L << 30;

    private UploadingHost() {}

    /** Arguments: the data folder, and a number that makes this run's files different from those of other runs. */
    public static void main(String[] args) throws IOException {
        FarmInbox inbox = FarmInbox.open(
                InboxFolder.of(Path.of(args[0])),
                InboxSettings.KEEP_ALL,
                JobRouting.NONE,
                Clock.systemUTC(),
                new TestScheduler());
        JobIntake intake = inbox.intakeOf(TestPrinters.on(Loopback.of("127.0.0.1")));
        for (int client = 0; client < CLIENTS; client++) {
            String name = args[1] + "-" + client;
            new Thread(() -> uploadForEver(intake, name)).start();
        }
    }

    private static void uploadForEver(JobIntake intake, String name) {
        Random random = new Random(name.hashCode());
        try {
            for (int number = 0; ; number++) {
                byte[] content =
                        Archives.sliced(name + "-" + number + " " + "x".repeat(random.nextInt(LARGEST_PADDING)));
                StoredUpload stored = upload(intake, name + ".3mf", content);
                System.out.println(stored.jobId().orElseThrow() + " " + stored.sha256());
            }
        } catch (IntakeException e) {
            System.out.println("failed " + e.reason());
        }
    }

    private static StoredUpload upload(JobIntake intake, String name, byte[] content) throws IntakeException {
        try (Upload upload = intake.open(name, MAX_BYTES, InetAddress.getLoopbackAddress())) {
            int half = content.length / 2;
            upload.write(ByteBuffer.wrap(content, 0, half));
            upload.write(ByteBuffer.wrap(content, half, content.length - half));
            return upload.commit();
        }
    }
}
