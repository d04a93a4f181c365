package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.ftp.protocol.LineDecoder;

/** How connections end, with the engines of the JDK and with the native ones. */
class EnginesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 200;
    private static final int LARGEST = 64 * 1024;

    /** What the JDK itself may open and close meanwhile; one leaver in ten that leaves its pipe behind is more than that. */
    private static final long SLACK = 20;

    private final TestFarm farm = new TestFarm();

    @AfterEach
    void stop() throws Exception {
        farm.close();
    }

    /** The doctor goes by these names, and the host prefers the native engines. */
    @ParameterizedTest
    @CsvSource({
        "JDK, --tlsv1.3, '', SENT_PROTOCOL_VERSION",
        "CONSCRYPT, --tlsv1.3, '', SENT_PROTOCOL_VERSION",
        "JDK, --ciphers, DHE-RSA-AES128-CCM, SENT_HANDSHAKE_FAILURE",
        "CONSCRYPT, --ciphers, DHE-RSA-AES128-CCM, SENT_HANDSHAKE_FAILURE"
    })
    void aClientThatHasNothingInCommonWithThePrinterIsToldOfByTheAlert(
            Library library, String option, String value, String code) throws Exception {
        TestFarm.TestPrinter printer = farm.printer(library, Map.of());
        List<String> arguments = new ArrayList<>(List.of("--tls-max", value.isEmpty() ? "1.3" : "1.2", option));
        if (!value.isEmpty()) {
            arguments.add(value);
        }
        arguments.add(printer.url());
        assertThat(Tool.curl(arguments.toArray(String[]::new)).exit()).isEqualTo(35);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(printer.context().codes(Kind.TLS_FAILED)).containsExactly(code));
    }

    /** The last bytes come in one go with the end of the handshake, and FIN without close_notify right behind them. */
    @ParameterizedTest
    @CsvSource({"JDK, false", "JDK, true", "CONSCRYPT, false", "CONSCRYPT, true"})
    void whatCameBeforeTheEndOfTheStreamIsStored(Library library, boolean resumed) throws Exception {
        TestFarm.TestPrinter printer = farm.printer(library, Map.of("require-close-notify", "off"));
        List<String> wrong = new ArrayList<>();
        try (RawClient client = RawClient.loggedIn(printer)) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] content = content(round);
                String reply = uploadAndVanish(client, resumed, content);
                if (!reply.startsWith("226")) {
                    wrong.add(content.length + " bytes: " + reply);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(printer.context().intake().jobs()).hasSize(ROUNDS);
        assertThat(printer.context().intake().jobs().values()).allSatisfy(stored -> {
            ByteBuffer whole = stored.content();
            assertThat(whole).isEqualTo(ByteBuffer.wrap(content(Integer.parseInt(stored.path()))));
        });
    }

    /** 1 byte, 64 KiB, and much between them. */
    private static byte[] content(int round) {
        int bytes = round == 0 ? 1 : (int) Math.round(Math.pow(LARGEST, round / (ROUNDS - 1.0)));
        byte[] content = new byte[bytes];
        new Random(round).nextBytes(content);
        return content;
    }

    private int uploads;

    private String uploadAndVanish(RawClient client, boolean resumed, byte[] content) throws IOException {
        WatchedSocket plain = client.dialHolding(client.epsv());
        client.expect("STOR " + uploads++, 150);
        SSLSocket data = resumed ? client.resume(plain) : client.secure(plain);
        data.getOutputStream().write(content);
        plain.push();
        plain.shutdownOutput();
        String reply = client.reply();
        plain.close();
        return reply;
    }

    /** Commands of 6 bytes to 64 KiB in all, in lines as long as are taken, and FIN right behind them. */
    @ParameterizedTest
    @CsvSource({"JDK, false", "JDK, true", "CONSCRYPT, false", "CONSCRYPT, true"})
    void commandsThatComeWithTheEndOfTheHandshakeAreAnswered(Library library, boolean resumed) throws Exception {
        TestFarm.TestPrinter printer = farm.printer(library, Map.of());
        try (RawClient first = new RawClient(printer)) {
            first.expect(220);
            for (int round = 0; round < ROUNDS; round++) {
                WatchedSocket plain = first.dialHolding(TestFarm.PORT);
                SSLSocket control = resumed ? first.resume(plain) : first.secure(plain);
                control.getOutputStream().write(commands(content(round).length));
                plain.push();
                plain.shutdownOutput();
                assertThat(new String(control.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .contains("220 ", "221 ");
                assertThat(plain.endedWithAlert()).isTrue();
                plain.close();
            }
        }
    }

    private static byte[] commands(int bytes) {
        String line = "FEAT " + "x".repeat(LineDecoder.MAX_LINE_BYTES - "FEAT \r\n".length()) + "\r\n";
        int whole = bytes / line.length();
        String rest = "FEAT" + " ".repeat(bytes % line.length()) + "\r\n";
        return (line.repeat(whole) + (whole < 1 ? rest : "") + "QUIT\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void closeNotifyGoesOutOnEveryDataConnection(Library library) throws Exception {
        TestFarm.TestPrinter printer = farm.printer(library, Map.of("read-timeout", "2s"));
        try (RawClient client = RawClient.loggedIn(printer)) {
            WatchedSocket upload = client.dial(client.epsv());
            client.expect("STOR a.3mf", 150);
            SSLSocket data = client.secure(upload);
            data.getOutputStream().write(new byte[50_000]);
            data.shutdownOutput();
            assertEndsWell(data, upload);
            client.expect(226);

            WatchedSocket listing = client.dial(client.epsv());
            client.expect("LIST", 150);
            assertEndsWell(client.secure(listing), listing);
            client.expect(226);

            WatchedSocket silent = client.dial(client.epsv());
            client.expect("STOR b.3mf", 150);
            SSLSocket nothing = client.secure(silent);
            nothing.startHandshake();
            assertEndsWell(nothing, silent);
            client.expect(426);
        }
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void closeNotifyGoesOutOnEveryControlConnection(Library library) throws Exception {
        TestFarm.TestPrinter printer = farm.printer(library, Map.of("idle-timeout", "3s"));
        try (RawClient quits = RawClient.loggedIn(printer);
                RawClient ends = RawClient.loggedIn(printer);
                RawClient babbles = RawClient.loggedIn(printer);
                RawClient idles = RawClient.loggedIn(printer)) {
            quits.expect("QUIT", 221);
            assertEndsWell(quits.control, quits.plain);
            ends.plain.shutdownOutput();
            assertEndsWell(ends.control, ends.plain);
            babbles.send("x".repeat(20_000));
            babbles.expect(500);
            assertEndsWell(babbles.control, babbles.plain);
            idles.expect(421);
            assertEndsWell(idles.control, idles.plain);
        }
        try (RawClient last = RawClient.loggedIn(printer)) {
            printer.service().close();
            last.expect(421);
            assertEndsWell(last.control, last.plain);
        }
    }

    private static void assertEndsWell(SSLSocket tls, WatchedSocket plain) throws IOException {
        tls.getInputStream().readAllBytes();
        assertThat(plain.endedWithAlert()).isTrue();
        plain.close();
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void stockPythonLists(Library library) throws Exception {
        Tool.needed("python3");
        TestFarm.TestPrinter printer = farm.printer(library, Map.of());
        Path script = Files.writeString(Files.createTempFile("list", ".py"), """
                import ftplib, socket, ssl, sys
                class Implicit(ftplib.FTP_TLS):
                    def connect(self, host, port):
                        self.sock = self.context.wrap_socket(socket.create_connection((host, port), 60))
                        self.host, self.af = host, self.sock.family
                        self.file = self.sock.makefile('r', encoding='utf-8')
                        self.welcome = self.getresp()
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                context.check_hostname = False
                context.verify_mode = ssl.CERT_NONE
                ftp = Implicit(context=context, timeout=60)
                ftp.connect(sys.argv[1], int(sys.argv[2]))
                ftp.login('bblp', sys.argv[3])
                ftp.prot_p()
                ftp.mkd('plans')
                lines = []
                ftp.retrlines('LIST', lines.append)
                print(lines, ftp.quit())
                """);
        Tool.Result python = Tool.run(List.of(
                "python3",
                script.toString(),
                printer.host(),
                Integer.toString(TestFarm.PORT),
                TestPrinters.ACCESS_CODE));
        Files.delete(script);
        assertThat(python.exit()).as(python.output()).isZero();
        assertThat(python.output()).contains("plans", "221 ");
    }

    /** Of every way to leave, a share of {@value #ROUNDS}. No collection may be needed to have the descriptors back. */
    @ParameterizedTest
    @EnumSource(Library.class)
    @EnabledOnOs(value = OS.LINUX, disabledReason = "descriptors are counted in /proc")
    void leaversLeaveNoDescriptorsBehind(Library library) throws Exception {
        TestFarm.TestPrinter printer = farm.printer(library, Map.of("max-transfers", "100"));
        for (int way = 0; way < WAYS; way++) {
            leave(printer, way);
        }
        long before = descriptors();
        for (int round = 0; round < ROUNDS; round++) {
            leave(printer, round);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(descriptors()).isLessThan(before + SLACK));
    }

    private static final int WAYS = 8;

    private static void leave(TestFarm.TestPrinter printer, int round) throws Exception {
        try (RawClient client = new RawClient(printer)) {
            if (round % 2 == 0) {
                client.plain.setSoLinger(true, 0);
            }
            switch (round % WAYS / 2) {
                case 0 -> { // after TCP alone
                }
                case 1 -> client.expect(220);
                case 2 -> {
                    client.login();
                    client.expect("QUIT", 221);
                    client.control.close();
                }
                default -> leaveInUpload(client);
            }
        }
    }

    private static void leaveInUpload(RawClient client) throws IOException {
        client.login();
        try (WatchedSocket plain = client.dial(client.epsv())) {
            client.expect("STOR a.3mf", 150);
            SSLSocket data = client.secure(plain);
            data.getOutputStream().write(new byte[10_000]);
            plain.setSoLinger(true, 0);
        }
        client.expect(426);
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
