package org.printfarm.host.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestScheduler;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.Upload;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.config.NotificationEntry;
import org.printfarm.host.config.NotificationKind;
import org.printfarm.host.event.LogCapture;
import org.printfarm.host.job.FarmInbox;
import org.printfarm.host.job.InboxSettings;
import org.printfarm.host.job.JobRouting;
import org.printfarm.host.job.store.Attempt;
import org.printfarm.host.job.store.DispatchStore;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.DispatchStore.LastPrint;
import org.printfarm.host.job.store.DispatchStore.MachineNote;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobRepository;

/** From the record of jobs to a receiver's socket and to a mail program. */
final class NotifierIT {

    private static final Instant NOW = Instant.parse("2026-11-28T04:00:00Z");
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final String PATH = "/hook-3f9a";

    @TempDir
    private Path folder;

    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final TestScheduler scheduler = new TestScheduler();
    private final Printer printer = TestPrinters.next();
    private HttpServer server;
    private FarmInbox inbox;
    private JobRepository repository;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(Loopback.next(), 0), 0);
        server.createContext(PATH, this::answer);
        server.start();
        inbox = FarmInbox.open(
                InboxFolder.of(folder), InboxSettings.KEEP_ALL, JobRouting.NONE, Clock.systemUTC(), scheduler);
        repository = inbox.repository();
    }

    @AfterEach
    void close() {
        server.stop(0);
        inbox.close();
        scheduler.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Integer status = Optional.ofNullable(answers.poll()).orElse(204);
        if (status == 204) {
            bodies.add(body);
            signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst(WebhookSender.SIGNATURE)));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private String url() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + PATH;
    }

    private NotificationTarget webhook(Set<NotificationKind> on, Optional<Secret> secret) {
        NotificationEntry entry =
                new NotificationEntry("chat", on, Optional.of(Secret.of(url())), secret, List.of(), List.of());
        return new NotificationTarget(entry, new WebhookSender(entry.webhook().orElseThrow(), secret), PAUSE);
    }

    @Test
    void whatBecomesOfJobsAndMachinesIsToldOnceAndWhatWasBeforeIsNot() throws Exception {
        DispatchStore store = repository.dispatch();
        store.note("right", new MachineNote(true, Optional.of("new nozzle"), Optional.empty(), LastPrint.NONE));
        print(1, State.DONE, Optional.empty());
        List<Notification> told = new ArrayList<>();
        Notifier notifier = new Notifier(repository.steps(), Clock.systemUTC(), told::add);
        notifier.look();
        assertThat(told).isEmpty();

        print(2, State.DONE, Optional.empty());
        print(3, State.FAILED, Optional.of("a clog"));
        print(4, State.HELD, Optional.of("unconfirmed"));
        print(5, State.DONE, Optional.of("delivered"));
        store.note("left", new MachineNote(true, Optional.empty(), Optional.empty(), LastPrint.NONE));
        notifier.look();
        notifier.look();
        assertThat(told)
                .extracting(Notification::text)
                .containsExactly(
                        "left: job 2 (cube 2.gcode) is paused - filament",
                        "left: job 2 (cube 2.gcode) finished",
                        "left: job 3 (cube 3.gcode) is paused - filament",
                        "left: job 3 (cube 3.gcode) failed - a clog",
                        "left: job 4 (cube 4.gcode) is paused - filament",
                        "left: job 4 (cube 4.gcode) is held: somebody has to look at it - unconfirmed",
                        "left: job 5 (cube 5.gcode) is paused - filament",
                        "left waits for somebody to clear its plate");
        told.clear();
        store.note(
                "left", new MachineNote(false, Optional.of("three failed in a row"), Optional.empty(), LastPrint.NONE));
        store.note("right", new MachineNote(true, Optional.empty(), Optional.empty(), LastPrint.NONE));
        notifier.look();
        store.note(
                "left", new MachineNote(true, Optional.of("three failed in a row"), Optional.empty(), LastPrint.NONE));
        notifier.look();
        assertThat(told)
                .extracting(Notification::kind)
                .containsExactly(NotificationKind.MACHINE_TRIPPED, NotificationKind.PLATE_WAITS);
    }

    @Test
    void aReceiverThatIsAwayGetsItLaterAndOneThatRefusesDoesNot() throws Exception {
        answers.addAll(List.of(503, 429, 302));
        try (LogCapture log = LogCapture.ofAll(Level.DEBUG);
                NotificationTarget target = webhook(Set.of(NotificationKind.FAILED), Optional.of(Secret.of("k3y")))) {
            target.tell(of(NotificationKind.FINISHED, "a"));
            target.tell(of(NotificationKind.FAILED, "b"));
            await().until(() -> bodies.size() == 1);
            JsonNode body = new JsonMapper().readTree(bodies.get(0));
            assertThat(body.get("event").asText()).isEqualTo("failed");
            assertThat(body.get("text").asText()).isEqualTo("left: job 7 (b) failed - ?why");
            assertThat(signatures.get(0)).matches("t=[0-9]+,v1=[0-9a-f]{64}");
            answers.add(410);
            target.tell(of(NotificationKind.FAILED, "c"));
            target.tell(of(NotificationKind.FAILED, "d"));
            await().until(() -> bodies.size() == 2);
            assertThat(bodies.get(1)).contains("\"file\":\"d\"");
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("waits: the receiver answers HTTP 503"))
                    .anyMatch(line -> line.contains("lost: the receiver refuses it with HTTP 410"))
                    .noneMatch(line -> line.contains(PATH) || line.contains("k3y"));
        }
    }

    @Test
    void aReceiverThatIsNotThereHoldsUpNobodyAndTheOldestAreLost() {
        server.stop(0);
        try (LogCapture log = LogCapture.ofAll(Level.DEBUG);
                NotificationTarget target = webhook(Set.of(NotificationKind.FAILED), Optional.empty())) {
            for (int i = 0; i < NotificationTarget.MAX_QUEUED + 10; i++) {
                target.tell(of(NotificationKind.FAILED, "x"));
            }
            assertThat(log.lines()).anyMatch(line -> line.contains("QUEUE_FULL"));
            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("waits: no answer")));
            assertThat(log.lines()).noneMatch(line -> line.contains(PATH));
        }
    }

    @Test
    void aMailProgramGetsTheMailAndAPeersTextIsNoPartOfItsHead() throws Exception {
        Path mail = folder.resolve("mail");
        NotificationEntry entry = new NotificationEntry(
                "shop",
                Set.of(NotificationKind.values()),
                Optional.empty(),
                Optional.empty(),
                List.of("shop@example.org", "anna@example.org"),
                List.of("/bin/sh", "-c", "cat > \"$0.new\" && mv \"$0.new\" \"$0\"", mail.toString()));
        try (NotificationTarget target =
                new NotificationTarget(entry, new MailSender(entry.mail(), entry.command()), PAUSE)) {
            target.tell(of(NotificationKind.FAILED, "ü\nBcc: eve@example.org"));
            await().until(() -> Files.exists(mail));
        }
        List<String> lines = Files.readAllLines(mail);
        assertThat(lines)
                .startsWith("To: shop@example.org, anna@example.org", "Subject: printfarm: left failed")
                .noneMatch(line -> line.startsWith("Bcc"));
        String text = String.join("", lines.subList(lines.indexOf("") + 1, lines.size()));
        assertThat(new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8))
                .isEqualTo("left: job 7 (ü\\u000aBcc: eve@example.org) failed - ?why");
    }

    private static Notification of(NotificationKind kind, String file) {
        return new Notification(kind, NOW, "left", "bay-1", "7", file, "\u0007why");
    }

    private String upload(String name) throws IntakeException {
        try (Upload upload = inbox.intakeOf(printer).open(name, 1_000, Loopback.of("127.0.0.9"))) {
            upload.write(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
            return upload.commit().jobId().orElseThrow();
        }
    }

    private void print(int task, State result, Optional<String> reason) throws Exception {
        String job = upload("cube " + task + ".gcode");
        DispatchStore store = repository.dispatch();
        store.queue(job, State.AT_REST, "left", Optional.empty(), NOW);
        Attempt attempt = store.assign(job, "left", task, NOW).orElseThrow();
        Change paused = new Change(State.PAUSED, OptionalInt.of(task), Optional.of("filament"));
        store.change(job, Set.of(State.ASSIGNED), paused, NOW);
        store.end(attempt, State.ON_MACHINE, new Change(result, OptionalInt.of(task), reason), NOW);
    }
}
