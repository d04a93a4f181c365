package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;
import org.printfarm.api.job.StoredUpload;
import org.printfarm.api.job.Upload;
import org.printfarm.host.cluster.ClusterKey;
import org.printfarm.host.cluster.ReplicaClient;
import org.printfarm.host.cluster.ReplicaServer;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.job.FarmInbox;
import org.printfarm.host.job.InboxSettings;
import org.printfarm.host.job.JobRouting;
import org.printfarm.host.job.store.ContentReplicas;
import org.printfarm.host.job.store.HostStore;
import org.printfarm.host.job.store.HostStore.Self;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.postgres.PostgresServer;
import org.printfarm.host.postgres.RecordKind;
import org.printfarm.host.scheduler.SharedScheduler;
import org.printfarm.host.tls.HostTls;

/** Hosts that have a folder of stored files each, over real connections and a real database. */
final class ReplicasIT {

    private static final int PORT = 3443;
    private static final long MAX_BYTES = 1L << 20;

    @TempDir
    private Path folder;

    private final StoreUrl url = RecordKind.fresh();
    private final SharedScheduler timer = new SharedScheduler();
    private final Printer printer = TestPrinters.next();
    private final List<Host> hosts = new ArrayList<>();
    private SSLContext tls;

    @BeforeEach
    void make() {
        tls = HostTls.of(new byte[HostTls.SECRET_BYTES]);
    }

    @AfterEach
    void end() throws Exception {
        for (Host host : hosts) {
            host.kill();
            host.rows.close();
        }
        timer.close();
    }

    private Host host(String id) throws Exception {
        return host(id, tls);
    }

    private Host host(String id, SSLContext with) throws Exception {
        Host host = new Host(id, with);
        hosts.add(host);
        return host;
    }

    /** What a host does with stored files. */
    private final class Host {

        private final HostStore rows;
        private final FarmInbox inbox;
        private final ContentReplicas replicas;
        private final ReplicaServer server;

        private Host(String id, SSLContext with) throws Exception {
            rows = HostStore.open(url);
            assertThat(rows.enter(new Self(id, "host " + id, "1", Duration.ofMinutes(1)), false)
                            .epoch())
                    .isPositive();
            Path root = folder.resolve(id).resolve("inbox");
            inbox = FarmInbox.open(
                    new InboxFolder(root, Optional.of(url), Optional.empty(), true),
                    InboxSettings.KEEP_ALL,
                    JobRouting.NONE,
                    Clock.systemUTC(),
                    timer);
            replicas = inbox.repository().replicas();
            InetSocketAddress at = new InetSocketAddress(Loopback.next(), PORT);
            server = ReplicaServer.open(with, at, replicas, timer);
            replicas.places().answersAt(id, at.getAddress().getHostAddress() + ":" + PORT);
            replicas.reach(new ReplicaClient(with, replicas, timer, id, 2));
        }

        private StoredUpload upload(String name, byte[] content) throws Exception {
            try (Upload upload = inbox.intakeOf(printer).open(name, MAX_BYTES, Loopback.next())) {
                upload.write(ByteBuffer.wrap(content));
                return upload.commit();
            }
        }

        /** Its lease lasts on, as that of a host that was killed. */
        private void kill() throws IOException {
            server.close();
            inbox.close();
        }
    }

    @Test
    void whatIsAcknowledgedIsOnTwoHostsAndAThirdOneFetchesItWhenOneIsKilled() throws Exception {
        byte[] content = SlicedFile.named("a");
        Host one = host("one");
        Host two = host("two");
        StoredUpload stored = one.upload("a.gcode.3mf", content);
        assertThat(Files.readAllBytes(one.replicas.here(stored.sha256()))).isEqualTo(content);
        assertThat(Files.readAllBytes(two.replicas.here(stored.sha256()))).isEqualTo(content);
        Host three = host("three");
        assertThat(three.replicas.isHere(stored.sha256())).isFalse();
        one.kill();
        String job = stored.jobId().orElseThrow();
        assertThat(Files.readAllBytes(three.inbox.archive().content(job).orElseThrow()))
                .isEqualTo(content);
        two.kill();
        Host four = host("four");
        assertThat(four.inbox.archive().thumbnail(job, 1)).isEmpty();
        assertThat(four.replicas.isHere(stored.sha256())).isTrue();
    }

    @Test
    void aBackupHasWhatIsOnOtherHostsOrIsNone() throws Exception {
        Host one = host("one");
        Host two = host("two");
        String first = one.upload("a.gcode.3mf", SlicedFile.named("a")).sha256();
        Host three = host("three");
        Path record = three.inbox.archive().copyRecord().orElseThrow();
        assertThat(record).exists();
        assertThat(three.replicas.isHere(first)).isTrue();
        String second = two.upload("b.gcode.3mf", SlicedFile.named("b")).sha256();
        for (Host host : List.of(one, two, three)) {
            Files.deleteIfExists(host.replicas.here(second));
        }
        assertThatThrownBy(() -> three.inbox.archive().copyRecord()).hasMessageContaining("1 stored files are not at");
    }

    @Test
    void withoutAnotherHostAnUploadIsRefusedAndNothingIsKept() throws Exception {
        Host alone = host("alone");
        assertRefused(alone, "no other one works");
        byte[] other = new byte[HostTls.SECRET_BYTES];
        Arrays.fill(other, (byte) 1);
        Host stranger = host("stranger", HostTls.of(other));
        assertRefused(alone, "the log tells of host stranger");
        assertRefused(stranger, "the log tells of host alone");
        String sha256 = "0".repeat(64);
        assertThat(stranger.replicas.fetch(sha256)).isFalse();
    }

    private void assertRefused(Host host, String why) throws IOException {
        assertThatThrownBy(() -> host.upload("a.gcode.3mf", SlicedFile.named("a")))
                .isInstanceOfSatisfying(
                        IntakeException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NO_REPLICA))
                .hasMessageContaining(why);
        assertThat(host.inbox.repository().queries().totals().jobs()).isZero();
        for (Host each : hosts) {
            try (Stream<Path> files =
                    Files.walk(each.inbox.repository().folder().files())) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    @Test
    void aDamagedCopyIsNotTakenAndAWholeOneMendsIt() throws Exception {
        byte[] content = SlicedFile.named("a");
        Host one = host("one");
        Host two = host("two");
        String sha256 = one.upload("a.gcode.3mf", content).sha256();
        Files.write(one.replicas.here(sha256), new byte[content.length]);
        Files.write(two.replicas.here(sha256), Arrays.copyOf(content, content.length - 1));
        Host three = host("three");
        assertThat(three.replicas.fetch(sha256)).isFalse();
        assertThat(three.replicas.isHere(sha256)).isFalse();
        Files.write(two.replicas.here(sha256), content);
        assertThat(one.replicas.fetch(sha256)).isTrue();
        assertThat(Files.readAllBytes(one.replicas.here(sha256))).isEqualTo(content);
    }

    @Test
    void ofTwoProcessesTheOtherHasTheFilesOfTheOneThatWasKilled() throws Exception {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        Path password = Files.writeString(one.resolve("db.password"), PostgresServer.PASSWORD);
        Files.copy(password, two.resolve("db.password"));
        String database = PostgresServer.shared().text(url.database());
        FarmFile file = FarmFile.write(one, 1, "{bind: on, ftp: {port: " + SlicerAtWork.FTP_PORT + "}}");
        String text = Files.readString(file.path());
        String cluster = "data: data, store: '" + database
                + "', store-password: '${file:db.password}', cluster: {replicas: 2, listen: '%s:" + PORT + "'},";
        Files.writeString(
                file.path(),
                text.replace(
                        "data: data,", String.format(cluster, Loopback.next().getHostAddress())));
        try (FarmProcess first = FarmProcess.start(one, "run").awaitReady()) {
            assertThat(upload(file, "too-early.gcode.3mf")).isEqualTo(451);
            Path key = Files.createDirectory(two.resolve("data")).resolve(ClusterKey.FILE_NAME);
            Files.copy(one.resolve("data").resolve(ClusterKey.FILE_NAME), key, StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(
                    two.resolve("farm.yaml"),
                    text.replace(
                            "data: data,",
                            String.format(cluster, Loopback.next().getHostAddress())));
            try (FarmProcess second = FarmProcess.start(two, "run").awaitReady()) {
                assertThat(upload(file, "kept.gcode.3mf")).isEqualTo(226);
                first.kill();
                first.awaitEnd();
                Path out = folder.resolve("out.3mf");
                FarmProcess exported = FarmProcess.run(two, "jobs", "export", "1", out.toString());
                assertThat(exported.exitCode()).as(exported.err()).isZero();
                assertThat(Files.readAllBytes(out)).isEqualTo(SlicedFile.named("kept.gcode.3mf"));
                assertThat(second.err())
                        .doesNotContain(
                                "ERROR",
                                PostgresServer.PASSWORD,
                                Files.readString(key).strip());
            }
        }
    }

    private static int upload(FarmFile file, String name) throws Exception {
        try (UploadSession session = new UploadSession(file.addresses().get(0))) {
            assertThat(session.login(FarmFile.ACCESS_CODE)).isEqualTo(230);
            return session.store(name, SlicedFile.named(name));
        }
    }
}
