package org.printfarm.host;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.printfarm.host.cli.FarmCommand;
import org.printfarm.host.cli.FarmStarter.RunningFarm;
import org.printfarm.host.cli.FarmStarter.Tally;
import org.printfarm.host.client.detect.DetectClient;
import org.printfarm.host.client.detect.DetectException;
import org.printfarm.host.intake.FarmInbox;
import org.printfarm.host.tls.CipherPolicy;

/**
 * One start of a small farm as any other, for a JVM that is told to keep what it loaded ({@code -XX:ArchiveClassesAtExit}):
 * the launcher lets later starts begin from that archive. The plugins' classes are in it too, as long as their bytes stay the
 * same. What this farm needs is always there: free ports of 127.0.0.1 and a temporary folder, which it removes.
 */
public final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Rehearsal() {}

    /**
     * Runs it to its end.
     *
     * @param arguments the drop-in folder, and the folder where the database's native library is to be laid
     * @throws IOException when there is no temporary folder or no free port
     */
    public static void main(String[] arguments) throws IOException {
        CipherPolicy.allowPlainRsa();
        Path folder = Files.createTempDirectory("farm-rehearsal-");
        try {
            FarmInbox.unpackLibrary(Path.of(arguments[1]));
            HeadStart.begin();
            Ports ports = Ports.free();
            Path farm = Files.writeString(
                    folder.resolve("farm.yaml"), ports.farm(Path.of(arguments[0])), StandardCharsets.UTF_8);
            int status = FarmCommand.execute(
                    setup -> new VisitedFarm(FarmApplication.start(setup), ports),
                    "run",
                    "-c",
                    farm.toString(),
                    "--exit-when-ready");
            if (status != 0) {
                throw new IllegalStateException("the farm did not come up");
            }
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
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
            return "{\"farm\": {\"name\": \"rehearsal\", \"data\": \"data\", \"plugins\": \"" + quoted + "\"},\n"
                    + " \"printers\": {\"bay-1\": {\"model\": \"X1C\", \"address\": \"" + ADDRESS + "\","
                    + " \"access-code\": \"practice\", \"services\": {"
                    + "\"bind\": {\"plain-port\": " + plain + ", \"tls-port\": " + tls + "},"
                    + " \"mqtt\": {\"port\": " + mqtt + "}, \"ssdp\": {\"port\": " + ssdp + "},"
                    + " \"ftp\": {\"port\": " + ftp + ", \"passive-ports\": \"" + passive + "-" + passive + "\"}}}}}\n";
        }
    }

    /** Counts as ready when a slicer has asked on both ports, so that what answers one is kept as well. */
    private record VisitedFarm(RunningFarm farm, Ports ports) implements RunningFarm {

        @Override
        public CompletableFuture<Tally> ready() {
            return farm.ready().thenApplyAsync(tally -> {
                ask(ports.plain(), false);
                ask(ports.tls(), true);
                return tally;
            });
        }

        private static void ask(int port, boolean tls) {
            try {
                new DetectClient(PATIENCE).detect(Ports.ADDRESS, port, tls);
            } catch (DetectException e) {
                // The port was taken meanwhile: the archive then lacks the few classes of a reply.
                return;
            }
        }

        @Override
        public void close() {
            farm.close();
        }
    }
}
