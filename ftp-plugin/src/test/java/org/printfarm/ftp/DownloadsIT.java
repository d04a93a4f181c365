package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent.Kind;

/** Clients read back what they sent. */
class DownloadsIT {

    private static final String CODE = TestPrinters.ACCESS_CODE;
    private static final String USER = "bblp:" + CODE;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Bytes: a reader that stops leaves the farm with something to send. */
    private static final int MORE_THAN_WAITS_IN_SOCKETS = 12_000_000;

    @TempDir
    Path folder;

    private TestFarm farm;
    private TestFarm.TestPrinter printer;

    @BeforeEach
    void start() {
        farm = new TestFarm();
        printer = farm.printer();
    }

    @AfterEach
    void stop() throws Exception {
        farm.close();
    }

    private Path file(String name, int bytes) throws Exception {
        return Files.write(folder.resolve(name), content(bytes));
    }

    private static byte[] content(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return content;
    }

    private static byte[] retrieve(RawClient client, String name) throws Exception {
        int port = client.epsv();
        client.expect("RETR " + name, 150);
        try (SSLSocket data = client.secure(client.dial(port))) {
            byte[] bytes = data.getInputStream().readAllBytes();
            client.expect(226);
            return bytes;
        }
    }

    @Test
    void everySizeComesBackAsItWasSent() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            for (int bytes : new int[] {1, 16_384, 65_535, 65_536, 65_537, 3_000_000}) {
                client.upload("a.gcode", content(bytes));
                assertThat(retrieve(client, "/a.gcode")).isEqualTo(content(bytes));
            }
        }
    }

    @Test
    void restCountsForTheNextTransferOnly() throws Exception {
        byte[] content = content(200_000);
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.upload("a.gcode", content);
            client.expect("REST 150000", 350);
            assertThat(retrieve(client, "a.gcode")).isEqualTo(Arrays.copyOfRange(content, 150_000, 200_000));
            assertThat(retrieve(client, "a.gcode")).isEqualTo(content);
            client.expect("REST 200000", 350);
            assertThat(retrieve(client, "a.gcode")).isEmpty();
            client.expect("REST 200001", 350);
            client.epsv();
            client.expect("RETR a.gcode", 554);
            client.expect("REST 1", 350);
            client.epsv();
            client.expect("STOR a.gcode", 554);
            assertThat(client.upload("a.gcode", content)).startsWith("226");
        }
    }

    @Test
    void whatIsNotThereIsAnswered550() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.expect("RETR a", 425);
            for (String name : List.of("nothing", "/cache", "/")) {
                client.epsv();
                client.expect("RETR " + name, 550);
            }
            client.upload("a.gcode", content(10));
            client.expect("DELE a.gcode", 250);
            client.epsv();
            client.expect("RETR a.gcode", 550);
            client.expect("NOOP", 200);
        }
    }

    @Test
    void aReaderThatStallsHoldsNobodyUpAndIsSentAway() throws Exception {
        TestFarm.TestPrinter narrow = farm.printer(Map.of("max-transfers", "1", "read-timeout", "3s"));
        byte[] content = content(MORE_THAN_WAITS_IN_SOCKETS);
        try (RawClient stalled = RawClient.loggedIn(narrow);
                RawClient other = RawClient.loggedIn(narrow)) {
            stalled.upload("a.gcode", content);
            int port = stalled.epsv();
            stalled.expect("RETR a.gcode", 150);
            try (SSLSocket data = stalled.secure(stalled.dial(port))) {
                data.startHandshake();
                assertThat(other.upload("b.gcode", content(10))).startsWith("226");
                stalled.expect(426);
            }
            assertThat(retrieve(other, "a.gcode")).isEqualTo(content);
        }
        assertThat(narrow.context().codes(Kind.TIMED_OUT)).containsExactly("DATA");
    }

    @Test
    void aReaderThatGoesAwayLeavesThePlaceToTheNext() throws Exception {
        TestFarm.TestPrinter narrow = farm.printer(Map.of("max-transfers", "1"));
        try (RawClient client = RawClient.loggedIn(narrow)) {
            client.upload("a.gcode", content(MORE_THAN_WAITS_IN_SOCKETS));
            int port = client.epsv();
            client.expect("RETR a.gcode", 150);
            try (SSLSocket data = client.secure(client.dial(port))) {
                assertThat(data.getInputStream().read()).isNotNegative();
                client.send("ABOR");
                client.expect(426);
                client.expect(226);
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(retrieve(client, "a.gcode")).hasSize(MORE_THAN_WAITS_IN_SOCKETS));
        }
    }

    @Test
    void curlFetchesAndResumes() throws Exception {
        Path sent = file("Würfel.gcode.3mf", 2_000_000);
        Tool.curl("-u", USER, "-T", sent.toString(), printer.url() + "cache/");
        Path got = folder.resolve("got");
        Tool.Result curl = Tool.curl("-u", USER, "-o", got.toString(), printer.url() + "cache/W%C3%BCrfel.gcode.3mf");
        assertThat(curl.exit()).as(curl.output()).isZero();
        assertThat(got).hasSameBinaryContentAs(sent);
        Files.write(got, Arrays.copyOf(Files.readAllBytes(sent), 1_234_567));
        Tool.Result rest =
                Tool.curl("-u", USER, "-C", "-", "-o", got.toString(), printer.url() + "cache/W%C3%BCrfel.gcode.3mf");
        assertThat(rest.exit()).as(rest.output()).isZero();
        assertThat(rest.output()).contains("REST 1234567");
        assertThat(got).hasSameBinaryContentAs(sent);
    }

    @Test
    void lftpFetchesWhatItSent() throws Exception {
        Tool.needed("lftp");
        Path sent = file("lftp cube.3mf", 1_000_000);
        Path got = folder.resolve("got.3mf");
        String script = String.join(
                "\n",
                "set ssl:verify-certificate no",
                "set net:max-retries 2",
                "set net:timeout 30",
                "open -u bblp," + CODE + " " + printer.url(),
                "cd /model",
                "put \"" + sent + "\"",
                "get \"lftp cube.3mf\" -o " + got,
                "quit",
                "");
        Tool.Result lftp = Tool.run(List.of("lftp"), script);
        assertThat(lftp.exit()).as(lftp.output()).isZero();
        assertThat(got).hasSameBinaryContentAs(sent);
    }

    @Test
    void rcloneFetchesWhatItSent() throws Exception {
        Tool.needed("rclone");
        String code = Tool.run(List.of("rclone", "obscure", CODE)).output().strip();
        Path config = folder.resolve("rclone.conf");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "[printer]",
                        "type = ftp",
                        "host = " + printer.host(),
                        "port = " + TestFarm.PORT,
                        "user = bblp",
                        "pass = " + code,
                        "tls = true",
                        "disable_tls13 = true",
                        "no_check_certificate = true",
                        ""),
                StandardCharsets.UTF_8);
        Path sent = file("rclone cube.3mf", 1_000_000);
        rclone(config, "copy", sent.toString(), "printer:cache");
        assertThat(rclone(config, "lsl", "printer:")).contains("1000000", "cache/rclone cube.3mf");
        rclone(
                config,
                "copyto",
                "printer:cache/rclone cube.3mf",
                folder.resolve("got.3mf").toString());
        assertThat(folder.resolve("got.3mf")).hasSameBinaryContentAs(sent);
    }

    private static String rclone(Path config, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("rclone", "--config", config.toString(), "--retries", "1", "--low-level-retries", "1"));
        command.addAll(List.of(arguments));
        Tool.Result rclone = Tool.run(command);
        assertThat(rclone.exit()).as(rclone.output()).isZero();
        return rclone.output();
    }
}
