package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.cluster.ReplicaClient;
import org.printfarm.host.config.Problems;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.event.FarmChange;
import org.printfarm.host.event.Happening;
import org.printfarm.host.event.OwnerMove;
import org.printfarm.host.job.store.ContentReplicas;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.postgres.PostgresServer;
import org.printfarm.host.postgres.RecordKind;
import org.printfarm.host.scheduler.SharedScheduler;
import org.printfarm.host.tls.HostTls;
import org.printfarm.host.view.DoctorView.Finding;
import org.printfarm.host.view.HostView;

/** What people are told of the hosts of a farm, as a real database has them. */
final class HostDocumentsIT {

    /** Behind a store, whose quotation mark it ends and begins. */
    private static final String WITHOUT_SERVICES =
            "', services: {ssdp: off, bind: off, mqtt: off, ftp: off, web: off}, name: 'shop";

    @TempDir
    private Path folder;

    private String database;
    private FarmSource source;

    @BeforeEach
    void write() throws IOException {
        database = RecordKind.fresh().database();
        source = source(PostgresServer.shared().text(database));
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/host-id"), "id-1\n");
        host("id-1", "anvil", "10 minutes", "abcdef0123456789", 0);
        host("id-2", "bellows", "-1 minute", "abcdef0123456789", 0);
        sql(
                "INSERT INTO owners (what, host, epoch, since, why) VALUES ('printer/bay-1', 'id-1', 7, clock_timestamp(), 'bellows was not heard of'),"
                        + " ('printer/bay-2', 'id-1', 6, clock_timestamp(), 'under an epoch that is over'),"
                        + " ('printer/bay-3', 'id-2', 7, clock_timestamp(), 'of a host that is gone')");
    }

    private FarmSource source(String store) throws IOException {
        Files.writeString(folder.resolve("db.password"), PostgresServer.PASSWORD);
        return new FarmSource(Files.writeString(folder.resolve("farm.yaml"), """
                farm: {data: data, store: '%s', store-password: '${file:db.password}'}
                printers:
                  bay-1: {model: P1S, access-code: zQ7wK3pX, address: 127.0.0.11}
                """.formatted(store)));
    }

    private void sql(String statement) {
        PostgresServer.shared().execute(database, statement);
    }

    private void host(String id, String name, String ends, String file, long clock) {
        sql(
                "INSERT INTO hosts (id, name, epoch, ends, since, alone, version, config_sha256, clock_ms, answer_ms, moves, lease_ms)"
                        + " VALUES ('" + id + "', '" + name + "', 7, clock_timestamp() + interval '" + ends
                        + "', clock_timestamp() - interval '1 hour', false, '1', '" + file + "', " + clock
                        + ", 3, 1, 5000)");
    }

    private List<String> findings() throws FarmException {
        return HostDocuments.findings(source.read(), Instant.now()).stream()
                .map(Finding::code)
                .toList();
    }

    @Test
    void whoWorksAndHasWhatIsToldWhetherThisHostRunsOrNot() throws Exception {
        try (Farm farm = Farms.open(source)) {
            List<HostView> hosts = farm.hosts();
            assertThat(hosts)
                    .extracting(HostView::name, HostView::state, HostView::self, HostView::configuration)
                    .containsExactly(
                            tuple("anvil", HostView.WORKING, true, "abcdef012345"),
                            tuple("bellows", HostView.GONE, false, "abcdef012345"));
            assertThat(hosts.get(0).owns())
                    .extracting(HostView.Owned::what, HostView.Owned::why)
                    .containsExactly(tuple("printer/bay-1", "bellows was not heard of"));
            assertThat(hosts.get(1).owns()).isEmpty();
        }
    }

    @Test
    void aHostThatIsAloneAClockApartAndAnotherFileAreFound() throws Exception {
        assertThat(findings()).containsExactly("HOST_ALONE");
        host("id-3", "crucible", "10 minutes", "other", -1500);
        assertThat(findings()).containsExactly("CLOCK_APART", "HOST_CONFIGURATION");
    }

    @Test
    void aDatabaseThatIsReadOnlyOrAwayIsFound() throws Exception {
        sql("DELETE FROM hosts WHERE id = 'id-2'");
        assertThat(findings()).isEmpty();
        sql("ALTER DATABASE " + database + " SET default_transaction_read_only = on");
        assertThat(findings()).containsExactly("DATABASE_READ_ONLY");
        source = source("postgresql://farm@127.42.7.250:1/farm");
        assertThat(findings()).containsExactly("DATABASE_AWAY");
    }

    @Test
    void aHostThatDoesNotAnswerForStoredFilesIsFound() throws Exception {
        host("id-3", "crucible", "10 minutes", "abcdef0123456789", 0);
        sql("UPDATE hosts SET files_at = '" + Loopback.next().getHostAddress() + ":3443'");
        InboxFolder inbox =
                new InboxFolder(folder.resolve("data/inbox"), source.read().store(), Optional.empty(), true);
        try (SharedScheduler timer = new SharedScheduler();
                JobRepository record = JobRepository.open(inbox, Clock.systemUTC())) {
            ContentReplicas replicas = record.replicas();
            assertThat(HostDocuments.unreached(replicas)).isEmpty();
            replicas.reach(new ReplicaClient(HostTls.of(new byte[HostTls.SECRET_BYTES]), replicas, timer, "id-1", 2));
            assertThat(HostDocuments.unreached(replicas))
                    .extracting(Finding::code, Finding::printer)
                    .containsExactly(tuple("HOST_UNREACHED", "crucible"));
        }
    }

    @Test
    void aPortForOtherHostsThatSomebodyHasIsToldByTheCheck() throws Exception {
        Files.createDirectory(folder.resolve("plugins"));
        String store = PostgresServer.shared().text(database);
        try (ServerSocket taken = new ServerSocket(0, 1, Loopback.next())) {
            String listen = taken.getInetAddress().getHostAddress() + ":" + taken.getLocalPort();
            source = source(
                    store + "', cluster: {replicas: 2, listen: '" + listen + "'}, keys: 'auto" + WITHOUT_SERVICES);
            assertThat(FarmCheck.check(source).view().problems())
                    .singleElement()
                    .asString()
                    .contains("farm.cluster.listen: tcp " + listen + " is taken");
        }
    }

    @Test
    void whatBecomesOfHostsIsAnEventAsItHappens() throws Exception {
        Files.createDirectory(folder.resolve("plugins"));
        source = source(PostgresServer.shared().text(database) + WITHOUT_SERVICES);
        EventBus events = new EventBus();
        try (FarmSetup setup = FarmSetup.open(source, FarmSetup.Footprint.DATA_FOLDER, new Problems())
                        .orElseThrow();
                Ownership ownership = Ownership.enter(setup)) {
            ownership.tell(events);
            sql("INSERT INTO owners (what, host, epoch, since, why)"
                    + " VALUES ('printer/bay-9', 'id-3', 7, clock_timestamp(), 'nobody had it')");
            host("id-3", "crucible", "10 minutes", "abcdef0123456789", 0);
            List<Happening> told = new ArrayList<>();
            await().untilAsserted(() -> {
                told.clear();
                told.addAll(events.readAfter(0).next(Duration.ZERO).events());
                assertThat(told).hasSize(2);
            });
            assertThat(told.get(0))
                    .isInstanceOfSatisfying(
                            FarmChange.class,
                            change -> assertThat(change.kind() + change.subject() + change.code())
                                    .isEqualTo("HOSTcrucibleWORKING"));
            assertThat(told.get(1))
                    .isInstanceOfSatisfying(
                            OwnerMove.class,
                            move -> assertThat(move.what() + move.from() + move.to() + move.why())
                                    .isEqualTo("printer/bay-9cruciblenobody had it"));
        }
    }
}
