package org.printfarm.bench.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.printfarm.bench.machine.Children;
import org.printfarm.bench.machine.FreePorts;
import org.printfarm.bench.machine.Pinning;
import org.printfarm.bench.machine.Program;

/**
 * The MQTT broker that the farm is compared with.
 *
 * @param process the broker
 * @param tlsPort where clients connect, 127.0.0.1
 * @param plainPort where the publisher connects, 127.0.0.1
 */
public record Mosquitto(Process process, int tlsPort, int plainPort) implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";

    /**
     * What is missing.
     *
     * @return empty when it can be started
     */
    public static Optional<String> missing() {
        if (Program.find("mosquitto").isEmpty()) {
            return Optional.of("mosquitto is not installed");
        }
        return Program.find("openssl").isEmpty()
                ? Optional.of("openssl is not installed: no certificate for mosquitto")
                : Optional.empty();
    }

    /**
     * Starts it.
     *
     * @param folder for its files
     * @param pinning where it runs
     * @param free where it listens
     * @return the running broker
     * @throws IOException when it does not come up
     */
    public static Mosquitto start(Path folder, Pinning pinning, FreePorts free)
            throws IOException, InterruptedException {
        SelfSigned own = SelfSigned.make(folder);
        int tls = free.next();
        int plain = free.next();
        Path configuration = Files.write(
                folder.resolve("mosquitto.conf"),
                List.of(
                        "allow_anonymous true",
                        "user " + System.getProperty("user.name"),
                        "max_queued_messages 0",
                        "listener " + tls + " " + ADDRESS,
                        "certfile " + own.certificate(),
                        "keyfile " + own.key(),
                        "listener " + plain + " " + ADDRESS));
        Path program = Program.find("mosquitto").orElseThrow();
        Process process = Children.start(
                new ProcessBuilder(pinning.server(List.of(program.toString(), "-c", configuration.toString())))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("mosquitto.log").toFile()));
        Listening.await(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), plain));
        return new Mosquitto(process, tls, plain);
    }

    @Override
    public void close() {
        Children.end(process);
    }
}
