package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.printfarm.host.postgres.PostgresServer;

/**
 * A farm of three printers that send to a machine each: three hosts in a namespace each, which share a folder of stored files, PostgreSQL
 * in another one, slicers and machines in the last. printfarm-net on each host makes the addresses of what that host has.
 */
final class ClusterFarm implements AutoCloseable {

    static final int HOSTS = 3;

    /** How many printers, and machines. */
    static final int COUNT = 3;

    static final Duration LEASE = Duration.ofSeconds(5);

    private static final List<Integer> PRINTERS =
            IntStream.rangeClosed(1, COUNT).boxed().toList();

    final ClusterNetwork network = new ClusterNetwork(HOSTS);
    final PostgresServer server;

    /** The small one with the tables of the farm. */
    final Path disk;

    /** The files that were uploaded. */
    final Path files;

    final List<HostAtWork> hosts = new ArrayList<>();
    final LanWatch slicers;
    final AddressOverlaps overlaps;

    private final Path folder;

    ClusterFarm(Path folder) throws Exception {
        this.folder = folder;
        this.server = PostgresServer.make(network.database.before(), ClusterNetwork.DATABASE, "-c", "fsync=off");
        this.disk = Files.createDirectory(server.folder().resolve("disk"));
        network.database.fine("mount", "-t", "tmpfs", "-o", "size=32m", "none", disk.toString());
        network.database.fine("chown", "postgres:", disk.toString());
        assertThat(server.ask("postgres", "CREATE TABLESPACE small LOCATION '" + disk + "'"))
                .isEmpty();
        assertThat(server.ask("postgres", "CREATE DATABASE farm TABLESPACE small"))
                .isEmpty();
        this.files = Files.createDirectory(folder.resolve("files"));
        for (int number = 1; number <= HOSTS; number++) {
            hosts.add(host(number));
        }
        slicers = LanWatch.start(network.lan, COUNT, folder);
        overlaps = new AddressOverlaps(
                network, PRINTERS.stream().map(LanProgram::printer).toList());
    }

    /** The first has the file, the others join it. */
    private HostAtWork host(int number) throws Exception {
        Path home = Files.createDirectory(folder.resolve("host" + number));
        Path password = Files.writeString(home.resolve("db.password"), PostgresServer.PASSWORD + "\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        HostAtWork host = new HostAtWork(number, network.hosts.get(number - 1), home);
        if (number == 1) {
            Files.writeString(home.resolve("farm.yaml"), text());
        } else {
            Path key = folder.resolve("host1/data/cluster.key");
            FarmProcess joined =
                    host.run("join", store(), "--password-file", password.toString(), "--key", key.toString());
            assertThat(joined.exitCode()).as(joined.err()).isZero();
        }
        host.start().awaitReady();
        return host;
    }

    private String store() {
        return server.text("farm") + "?sslmode=disable";
    }

    private String text() {
        StringBuilder text = new StringBuilder("""
                farm:
                  name: cluster
                  plugins: %s
                  services: {web: off}
                  store: '%s'
                  store-password: ${file:db.password}
                  cluster: {lease: %ds}
                  files: %s
                  addresses: {interface: lan, pool: 10.9.0.51-60}
                defaults: {model: P1S, access-code: %s, services: {bind: on, mqtt: on, ftp: {port: %d}, ssdp: off}}
                machines:
                """.formatted(
                        FarmFile.pluginsFolder(),
                        store(),
                        LEASE.toSeconds(),
                        files,
                        FarmFile.ACCESS_CODE,
                        SlicerAtWork.FTP_PORT));
        PRINTERS.forEach(printer -> text.append(LanProgram.entry(printer)));
        text.append("printers:\n");
        PRINTERS.forEach(printer -> text.append("  bay-%d: {serial: %s, address: auto, send-to: m%d}\n"
                .formatted(printer, FarmFile.serial(printer), printer)));
        return text.toString();
    }

    /** The printers of a host now, by number. */
    List<Integer> printersOf(HostAtWork host) {
        return host.having(PRINTERS);
    }

    /** Makes a printer's address at a host that has not that printer, as the farm must not. */
    void makeAgain(int printer) throws Exception {
        int other = hostOf(printer).number % HOSTS;
        network.hosts.get(other).ip("address add " + LanProgram.printer(printer) + "/32 dev lan");
    }

    /** The host that has a printer now; waits until one does. */
    HostAtWork hostOf(int printer) {
        String address = LanProgram.printer(printer);
        await().atMost(FarmProcess.PATIENCE).until(() -> network.having(address).size() == 1);
        return hosts.get(network.having(address).get(0) - 1);
    }

    /** Waits until another host has a printer that answers there. */
    void awaitMoved(int printer, HostAtWork from) {
        await().atMost(FarmProcess.PATIENCE)
                .until(() ->
                        network.having(LanProgram.printer(printer)).stream().anyMatch(number -> number != from.number));
        awaitAnswer(printer);
    }

    /** Waits until a printer answers once more. */
    void awaitAnswer(int printer) {
        long now = System.nanoTime();
        await().atMost(FarmProcess.PATIENCE).until(() -> slicers.hasAnsweredSince(printer, now));
    }

    /** Waits until all printers answer, and something new is stored. */
    void awaitWhole() throws Exception {
        PRINTERS.forEach(this::awaitAnswer);
        int stored = slicers.stored().size();
        await().atMost(FarmProcess.PATIENCE).until(() -> slicers.stored().size() > stored);
    }

    /** Lets slicers stop, and waits until nothing is under way to a machine any more; what they had begun yet comes in meanwhile. */
    void settle() throws Exception {
        slicers.stopSlicers();
        await().atMost(FarmProcess.PATIENCE)
                .during(Duration.ofSeconds(2))
                .until(() -> server.ask(
                                "farm",
                                "SELECT count(*) FROM job WHERE state IN ('queued', 'assigned', 'sending', 'starting', 'printing')")
                        .equals("0"));
    }

    @Override
    public void close() {
        slicers.close();
        hosts.forEach(HostAtWork::close);
        overlaps.close();
        server.close();
        network.close();
    }
}
