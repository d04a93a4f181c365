package org.printfarm.host.cds;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.printfarm.host.Main;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.FarmSource;
import org.printfarm.host.app.FarmStart;
import org.printfarm.host.app.FarmStarter;
import org.printfarm.host.app.FarmStarter.RunningFarm;
import org.printfarm.host.app.FarmStarter.Tally;
import org.printfarm.host.app.HeadStart;
import org.printfarm.host.job.store.SqliteDriver;
import org.printfarm.host.logging.FarmLog;
import org.printfarm.host.tls.CipherPolicy;
import org.printfarm.host.view.CheckView;
import org.printfarm.host.view.LinkView;
import org.slf4j.LoggerFactory;

/**
 * The training run of the dynamic CDS archive: one start of a small farm as any other, for a JVM that is told to dump the
 * classes it loaded ({@code -XX:ArchiveClassesAtExit}). The launcher lets later starts begin from that archive. The plugins'
 * classes are in it too, as long as their bytes stay the same. What this farm needs is always there: free ports of 127.0.0.1
 * and a folder that the launcher makes and removes.
 *
 * <p>The launcher runs it twice on one folder and keeps the classes of the second run: the first start of a farm makes
 * certificates, tables and notes with a thousand classes that no later start needs.
 *
 * <p>It ends at once when the process that it is made for ends: nobody waits for its archive then.
 */
public final class CdsTrainingRun {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private CdsTrainingRun() {}

    /**
     * Runs it to its end.
     *
     * @param arguments the drop-in folder, the folder where the database's native library is to be laid, the one for the
     *     farm, which is there, and the id of the process that it must not outlive
     * @throws IOException when a folder cannot be used or no port is free
     */
    public static void main(String[] arguments) throws IOException {
        endWith(Long.parseLong(arguments[3]));
        PrintStream results = System.out;
        FarmLog.prepare("run");
        CipherPolicy.allowPlainRsa();
        SqliteDriver.unpackLibrary(Path.of(arguments[1]));
        HeadStart.begin();
        Ports ports = Ports.free();
        Path farm = Files.writeString(
                Path.of(arguments[2], "farm.yaml"), ports.farm(Path.of(arguments[0])), StandardCharsets.UTF_8);
        int status = Main.execute(
                new VisitedStart(new FarmStart(), ports), results, "run", "-c", farm.toString(), "--exit-when-ready");
        if (status != 0) {
            throw new IllegalStateException("the farm did not come up");
        }
    }

    private static void endWith(long process) {
        CompletableFuture<?> end = ProcessHandle.of(process)
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(process));
        CompletableFuture<Void> unused = end.thenRun(CdsTrainingRun::kill);
    }

    /** By a signal: an end of its own, halt too, would first dump the classes, beside threads that still load some. */
    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill",
                            "-KILL",
                            Long.toString(ProcessHandle.current().pid()))
                    .start();
        } catch (IOException noSuchProgram) {
            Runtime.getRuntime().halt(1);
        }
    }

    /** Where the one printer serves; nobody had these ports a moment ago. */
    private record Ports(int plain, int tls, int mqtt, int ftp, int passive, int ssdp) {

        private static final String ADDRESS = "127.0.0.1";

        static Ports free() throws IOException {
            List<ServerSocket> held = new ArrayList<>();
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            try (DatagramSocket ssdp = new DatagramSocket(0, loopback)) {
                while (held.size() < 5) {
                    held.add(new ServerSocket(0, 1, loopback));
                }
                List<Integer> ports =
                        held.stream().map(ServerSocket::getLocalPort).toList();
                return new Ports(
                        ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ssdp.getLocalPort());
            } finally {
                for (ServerSocket socket : held) {
                    socket.close();
                }
            }
        }

        /** The farm as JSON, which is YAML. */
        String farm(Path plugins) {
            String quoted =
                    plugins.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\"");
            return "{\"farm\": {\"name\": \"training\", \"data\": \"data\","
                    + " \"services\": {\"web\": \"off\"}, \"plugins\": \"" + quoted + "\"},\n"
                    + " \"printers\": {\"bay-1\": {\"model\": \"X1C\", \"address\": \"" + ADDRESS + "\","
                    + " \"access-code\": \"practice\", \"services\": {"
                    + "\"bind\": {\"plain-port\": " + plain + ", \"tls-port\": " + tls + "},"
                    + " \"mqtt\": {\"port\": " + mqtt + "}, \"ssdp\": {\"port\": " + ssdp + "},"
                    + " \"ftp\": {\"port\": " + ftp + ", \"passive-ports\": \"" + passive + "-" + passive + "\"}}}}}\n";
        }
    }

    /** Starts a farm that is asked before it counts as ready. */
    private record VisitedStart(FarmStarter start, Ports ports) implements FarmStarter {

        @Override
        public RunningFarm start(FarmSource source, Consumer<CheckView> told) throws FarmException {
            return new VisitedFarm(start.start(source, told), ports);
        }
    }

    /** Counts as ready when a slicer has asked on both ports, so that what answers one is kept as well. */
    private record VisitedFarm(RunningFarm farm, Ports ports) implements RunningFarm {

        @Override
        public CompletableFuture<Tally> ready() {
            return farm.ready().thenApplyAsync(tally -> {
                ask("--port", Integer.toString(ports.plain()));
                ask("--tls", "--port", Integer.toString(ports.tls()));
                return tally;
            });
        }

        /** In a process of its own: a client's classes are not for the archive. Its failure is no failure of the farm. */
        private static void ask(String... options) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "detect",
                    Ports.ADDRESS));
            command.addAll(List.of(options));
            try {
                Process client = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!client.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    client.destroy();
                }
            } catch (IOException noProcess) {
                LoggerFactory.getLogger(CdsTrainingRun.class).debug("no client", noProcess);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public CompletableFuture<Optional<URI>> page() {
            return farm.page();
        }

        @Override
        public LinkView signInLink() throws FarmException {
            return farm.signInLink();
        }

        @Override
        public void reload() {
            farm.reload();
        }

        @Override
        public void close() {
            farm.close();
        }
    }
}
