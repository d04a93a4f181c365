package org.printfarm.mqtt.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.mqtt.client.Packets;
import org.printfarm.mqtt.message.StatusText;
import org.printfarm.mqtt.model.StatusReport;

/**
 * 1,000 printers with 2 TLS clients each at one full status a second, beside mosquitto delivering the same messages to the
 * same clients in the same run. Needs mosquitto, Linux and 4,200 file descriptors. Run with
 *
 * <pre>
 * mvn -q -pl mqtt-plugin -am test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.cp
 * java -cp mqtt-plugin/target/test-classes:mqtt-plugin/target/classes:$(cat mqtt-plugin/target/bench.cp) \
 *     org.printfarm.mqtt.bench.MqttBench [printers] [seconds]
 * </pre>
 */
public final class MqttBench {

    private static final int CLIENTS_EACH = 2;
    /** A farm runs for months: what its first minute costs is not what it costs. */
    private static final int WARM_UP_SECONDS = 120;

    private static final double TICKS_PER_SECOND = 100;
    private static final int PORT = 8883;
    private static final InetAddress LOCAL = Loopback.of("127.0.0.1");

    private final int printers;
    private final int seconds;
    private final Path folder;

    private MqttBench(int printers, int seconds, Path folder) {
        this.printers = printers;
        this.seconds = seconds;
        this.folder = folder;
    }

    /** Arguments: how many printers (1000), and for how many seconds each side is measured (30). */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int printers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
        MqttBench bench = new MqttBench(printers, seconds, Files.createTempDirectory("mqtt-bench"));
        double ours = bench.plugin();
        double theirs = bench.mosquitto();
        print("ratio plugin / mosquitto: %.2f", ours / theirs);
        System.exit(0);
    }

    private double plugin() throws IOException, InterruptedException {
        Process farm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FarmProcess.class.getName(),
                        Integer.toString(printers),
                        folder.resolve("ca.pem").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(farm.getInputStream(), StandardCharsets.UTF_8));
                LoadClients clients = new LoadClients()) {
            long[] base = memory(next(out, "base "));
            List<String[]> addresses = new ArrayList<>();
            String line = out.readLine();
            for (; line.startsWith("printer "); line = out.readLine()) {
                addresses.add(line.split(" "));
            }
            long[] ready = memory(line.substring("ready ".length()));
            print("heap per printer: %.1f KB, threads %d", kb(ready[0] - base[0]) / printers, ready[2]);
            for (int number = 0; number < CLIENTS_EACH; number++) {
                for (String[] address : addresses) {
                    clients.add(
                            new InetSocketAddress(address[1], PORT),
                            "bench-" + number,
                            "device/" + address[2] + "/report");
                }
            }
            clients.awaitAll();
            double cpu = measure("plugin", farm.pid(), clients);
            farm.getOutputStream().write('\n');
            farm.getOutputStream().flush();
            long[] busy = memory(next(out, "now "));
            int all = printers * CLIENTS_EACH;
            print(
                    "per TLS client: %.1f KB heap, %.1f KB direct; threads %d",
                    kb(busy[0] - ready[0]) / all, kb(busy[1] - ready[1]) / all, busy[2]);
            return cpu;
        } finally {
            farm.destroy();
        }
    }

    private double mosquitto() throws IOException, InterruptedException {
        int port = freePort();
        int plain = freePort();
        Path key = folder.resolve("key.pem");
        Path certificate = folder.resolve("cert.pem");
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=bench",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString(),
                "-days",
                "2");
        Path configuration = folder.resolve("mosquitto.conf");
        Files.writeString(
                configuration,
                String.join(
                        "\n",
                        "allow_anonymous true",
                        "user root",
                        "listener " + port + " 127.0.0.1",
                        "certfile " + certificate,
                        "keyfile " + key,
                        "listener " + plain + " 127.0.0.1",
                        ""));
        Process broker = new ProcessBuilder("mosquitto", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (LoadClients clients = new LoadClients();
                Socket publisher = connected(plain)) {
            publisher
                    .getOutputStream()
                    .write(Packets.withoutKeepAlive(Packets.connect("publisher", TestPrinters.ACCESS_CODE)));
            for (int number = 0; number < CLIENTS_EACH; number++) {
                for (int printer = 0; printer < printers; printer++) {
                    clients.add(
                            new InetSocketAddress(LOCAL, port),
                            "bench-" + number + "-" + printer,
                            "device/" + printer + "/report");
                }
            }
            clients.awaitAll();
            String status = status();
            var unused = timer.scheduleAtFixedRate(() -> publishAll(publisher, status), 0, 1, TimeUnit.SECONDS);
            return measure("mosquitto", broker.pid(), clients);
        } finally {
            timer.shutdownNow();
            broker.destroy();
        }
    }

    private double measure(String name, long pid, LoadClients clients) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
        long messages = clients.messages();
        long bytes = clients.bytes();
        double cpu = cpuSeconds(pid);
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double wall = (System.nanoTime() - begin) / 1e9;
        double used = cpuSeconds(pid) - cpu;
        double rate = (clients.messages() - messages) / wall;
        print(
                "%s: %.1f%% CPU, %.0f messages/s of %d bytes, %.3f ms CPU for 100 messages",
                name,
                100 * used / wall,
                rate,
                (clients.bytes() - bytes) / Math.max(1, clients.messages() - messages),
                1e5 * used / (rate * wall));
        return used / (rate * wall);
    }

    private void publishAll(Socket publisher, String status) {
        try {
            for (int printer = 0; printer < printers; printer++) {
                publisher.getOutputStream().write(Packets.publish("device/" + printer + "/report", status));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String status() {
        Printer printer = TestPrinters.on(Loopback.of("127.0.0.1"));
        PrintStatus idle = new PrintStatus(PrintPhase.IDLE, Optional.empty(), 20L << 30, 32L << 30);
        return new String(StatusText.of(StatusReport.of(printer, idle)).numbered(1000), StandardCharsets.UTF_8);
    }

    private static Socket connected(int port) throws InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                return new Socket(LOCAL, port);
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IllegalStateException("mosquitto does not come up");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command[0] + " failed");
        }
    }

    /** User and system time of a process. Source: proc(5). */
    private static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private static String next(BufferedReader out, String prefix) throws IOException {
        String line = out.readLine();
        if (line == null || !line.startsWith(prefix)) {
            throw new IOException("the farm said something else than " + prefix);
        }
        return line.substring(prefix.length());
    }

    private static long[] memory(String line) {
        String[] words = line.split(" ");
        return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])};
    }

    private static double kb(long bytes) {
        return bytes / 1024.0;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
