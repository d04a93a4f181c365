package org.printfarm.bind.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.contract.Loopback;
import org.printfarm.bind.LivePrinter;
import org.printfarm.bind.TlsClient;
import org.printfarm.bind.Wire;

/** A process that may open few files, and more clients than that. */
@EnabledOnOs(OS.LINUX)
class OpenFilesIT {

    /** What a virtual machine needs for itself, and some. */
    private static final int OPEN_FILES = 256;

    private static final String STARVED = "OVERLOADED TOO_MANY_OPEN_FILES";

    private final InetAddress address = Loopback.next();
    private final InetSocketAddress plain = new InetSocketAddress(address, 3000);
    private final InetSocketAddress tls = new InetSocketAddress(address, 3002);
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final List<Socket> idle = new ArrayList<>();
    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n " + OPEN_FILES + " && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StarvedAcceptors.class.getName(),
                        address.getHostAddress())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread reader = new Thread(this::readLines, "lines");
        reader.setDaemon(true);
        reader.start();
        await().atMost(LivePrinter.PATIENCE).until(() -> lines.contains("ready"));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : idle) {
            socket.close();
        }
        process.destroyForcibly();
    }

    @ParameterizedTest
    @ValueSource(ints = {3000, 3002})
    void thoseThatAreInAreServedItIsToldAndLaterOthersAreServed(int port) throws Exception {
        fill(new InetSocketAddress(address, port));
        await().atMost(LivePrinter.PATIENCE).until(() -> lines.stream().anyMatch((STARVED + " " + port)::equals));

        Socket first = idle.get(0);
        if (port == plain.getPort()) {
            first.getOutputStream().write(Wire.detect());
            assertThat(Wire.readToEnd(first)).isNotEmpty();
            idle.get(1).getOutputStream().write(Wire.frame("{}"));
            assertThat(Wire.readToEnd(idle.get(1))).isEmpty();
        }
        Socket waiting = Wire.connect(plain);
        waiting.getOutputStream().write(Wire.detect());
        for (Socket socket : idle) {
            socket.close();
        }
        assertThat(Wire.readToEnd(waiting)).isNotEmpty();
        assertThat(Wire.exchange(plain, Wire.detect())).isNotEmpty();
        try (TlsClient client = TlsClient.connect(tls, "TLSv1.3")) {
            assertThat(client.exchange(Wire.detect())).isNotEmpty();
        }
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void itRestsBetweenTwoTries() throws IOException {
        fill(plain);
        await().atMost(LivePrinter.PATIENCE).until(() -> starved() > 0);
        long before = starved();
        long begin = System.nanoTime();
        await().atMost(LivePrinter.PATIENCE).until(() -> starved() >= before + 3);
        long told = starved() - before;
        Duration passed = Duration.ofNanos(System.nanoTime() - begin);
        // One at either end: what is told comes through a pipe, some of it late.
        assertThat(told).isLessThanOrEqualTo(2 + passed.dividedBy(AcceptBackoff.REST));
    }

    private void fill(InetSocketAddress server) throws IOException {
        for (int i = 0; i < OPEN_FILES; i++) {
            idle.add(Wire.connect(server));
        }
    }

    private long starved() {
        return lines.stream().filter(line -> line.startsWith(STARVED)).count();
    }

    private void readLines() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().forEach(lines::add);
        } catch (IOException | java.io.UncheckedIOException ended) {
            lines.add("ended");
        }
    }
}
