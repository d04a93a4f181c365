package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.service.PrinterEvent.Kind;

/** What can happen to a transfer, against an intake that keeps files and checks archives. */
class TransfersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private TestFarm farm;
    private CheckingIntake intake;
    private TestFarm.TestPrinter printer;

    @BeforeEach
    void start() throws Exception {
        farm = new TestFarm();
        intake = new CheckingIntake(Files.createDirectory(folder.resolve("inbox")));
        printer = farm.printer(intake, Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        farm.close();
    }

    /** A whole archive of about so many bytes that do not compress. */
    private static byte[] archive(int bytes, int seed) throws IOException {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("Metadata/plate_1.gcode"));
            zip.write(content);
        }
        return out.toByteArray();
    }

    private void assertNothingLeft() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(intake.partialFiles()).isZero());
    }

    /** FIN without close_notify. */
    private static void endBare(Socket plain) throws IOException {
        plain.shutdownOutput();
    }

    @Test
    void theClientHelloMayComeBeforeThe150() throws Exception {
        byte[] cube = archive(1_000, 1);
        try (RawClient client = RawClient.loggedIn(printer)) {
            SSLSocket data = client.secure(client.dial(client.epsv()));
            data.startHandshake();
            client.expect("STOR a.3mf", 150);
            data.getOutputStream().write(cube);
            data.close();
            client.expect(226);
        }
        assertThat(intake.names()).containsExactly("a.3mf");
    }

    @Test
    void evenTheWholeFileMayComeBeforeTheCommand() throws Exception {
        byte[] cube = archive(100_000, 1);
        try (RawClient client = RawClient.loggedIn(printer)) {
            SSLSocket data = client.secure(client.dial(client.epsv()));
            data.getOutputStream().write(cube);
            data.close();
            client.expect("STOR a.3mf", 150);
            client.expect(226);
        }
        assertThat(intake.names()).containsExactly("a.3mf");
    }

    @Test
    void aCutOffArchiveIsAnswered426AndTheSameNameWorksNextTime() throws Exception {
        byte[] cube = archive(600_000, 2);
        try (RawClient client = RawClient.loggedIn(printer)) {
            assertThat(client.upload("a.3mf", Arrays.copyOf(cube, 300_000))).startsWith("426");
            client.expect("SIZE a.3mf", 550);
            assertThat(client.upload("a.3mf", cube)).startsWith("226");
        }
        assertNothingLeft();
        assertThat(intake.names()).containsExactly("a.3mf");
    }

    @Test
    void anArchiveMayEndWithABareFinWhenItIsWholeAndOnlyThen() throws Exception {
        byte[] cube = archive(300_000, 3);
        try (RawClient client = RawClient.loggedIn(printer)) {
            assertThat(bareUpload(client, "whole.3mf", cube)).startsWith("226");
            assertThat(bareUpload(client, "cut.3mf", Arrays.copyOf(cube, 200_000)))
                    .startsWith("426");
            assertThat(bareUpload(client, "verify_job", new byte[16])).startsWith("226");
        }
        assertNothingLeft();
    }

    @Test
    void aFileThatCannotBeSeenToBeWholeNeedsCloseNotifyUnlessTheSettingSaysOtherwise() throws Exception {
        byte[] code = "G28\n".getBytes(StandardCharsets.UTF_8);
        TestFarm.TestPrinter lax = farm.printer(intake, Map.of("require-close-notify", "off"));
        try (RawClient client = RawClient.loggedIn(printer);
                RawClient other = RawClient.loggedIn(lax)) {
            assertThat(client.upload("a.gcode", code)).startsWith("226");
            assertThat(bareUpload(client, "b.gcode", code)).startsWith("426");
            assertThat(bareUpload(other, "c.gcode", code)).startsWith("226");
        }
        assertThat(printer.context().codes(Kind.UPLOAD_FAILED)).containsExactly("TRUNCATED");
        assertThat(intake.names()).containsExactly("a.gcode", "c.gcode");
    }

    private static String bareUpload(RawClient client, String name, byte[] content) throws IOException {
        Socket plain = client.dial(client.epsv());
        client.expect("STOR " + name, 150);
        SSLSocket data = client.secure(plain);
        data.getOutputStream().write(content);
        endBare(plain);
        String reply = client.reply();
        plain.close();
        return reply;
    }

    @Test
    void aResetInTheMiddleIsAnswered426AndNothingIsKept() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            Socket plain = client.dial(client.epsv());
            client.expect("STOR a.3mf", 150);
            SSLSocket data = client.secure(plain);
            data.getOutputStream().write(new byte[768 * 1024]);
            plain.setSoLinger(true, 0);
            plain.close();
            client.expect(426);
            assertThat(client.upload("a.3mf", archive(1_000, 4))).startsWith("226");
        }
        assertThat(printer.context().codes(Kind.UPLOAD_FAILED)).containsExactly("RESET");
        assertNothingLeft();
    }

    @Test
    void aborEndsATransferAndTheSessionGoesOn() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            SSLSocket data = client.beginUpload("a.3mf");
            data.getOutputStream().write(new byte[100_000]);
            client.send("ABOR");
            client.expect(426);
            client.expect(226);
            client.expect("NOOP", 200);
            assertThat(client.upload("a.3mf", archive(1_000, 5))).startsWith("226");
        }
        assertNothingLeft();
        assertThat(printer.context().codes(Kind.UPLOAD_FAILED)).containsExactly("ABORTED");
    }

    @Test
    void aVanishedControlConnectionEndsItsTransfer() throws Exception {
        RawClient client = RawClient.loggedIn(printer);
        SSLSocket data = client.beginUpload("a.3mf");
        data.getOutputStream().write(new byte[100_000]);
        client.plain.setSoLinger(true, 0);
        client.close();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(printer.context().codes(Kind.UPLOAD_FAILED)).containsExactly("ABORTED"));
        assertNothingLeft();
    }

    @Test
    void twoUploadsOfOneNameNeverMix() throws Exception {
        byte[] first = archive(700_000, 6);
        byte[] second = archive(700_000, 7);
        try (RawClient one = RawClient.loggedIn(printer);
                RawClient two = RawClient.loggedIn(printer)) {
            SSLSocket a = one.beginUpload("same.3mf");
            SSLSocket b = two.beginUpload("same.3mf");
            for (int at = 0; at < 700_000; at += 70_000) {
                a.getOutputStream().write(first, at, 70_000);
                b.getOutputStream().write(second, at, 70_000);
            }
            a.getOutputStream().write(first, 700_000, first.length - 700_000);
            b.getOutputStream().write(second, 700_000, second.length - 700_000);
            a.close();
            one.expect(226);
            b.close();
            two.expect(226);
        }
        assertThat(Files.readAllBytes(intake.stored().get("job-1"))).isEqualTo(first);
        assertThat(Files.readAllBytes(intake.stored().get("job-2"))).isEqualTo(second);
    }

    @Test
    void theDataPortIsForTheControlPeersAddressOnlyAndAStrangerDoesNotSpoilIt() throws Exception {
        byte[] cube = archive(1_000, 8);
        try (RawClient client = RawClient.loggedIn(printer)) {
            int port = client.epsv();
            try (Socket stranger = client.dial(port, InetAddress.getByName("127.0.0.99"))) {
                assertThat(readOrReset(stranger)).isNegative();
            }
            Socket plain = client.dial(port);
            client.expect("STOR a.3mf", 150);
            SSLSocket data = client.secure(plain);
            data.getOutputStream().write(cube);
            data.close();
            client.expect(226);
        }
        assertThat(printer.context().codes(Kind.REFUSED)).containsExactly("FOREIGN_DATA_PEER");
    }

    private static int readOrReset(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void aDataConnectionWithoutTlsIsAnswered425() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            Socket plain = client.dial(client.epsv());
            client.expect("STOR a.3mf", 150);
            plain.getOutputStream().write("G28\n".getBytes(StandardCharsets.UTF_8));
            client.expect(425);
        }
        assertThat(printer.context().codes(Kind.TLS_FAILED)).containsExactly("NOT_TLS");
        assertNothingLeft();
    }

    @Test
    void tls13IsNotOfferedOnControlNorOnData() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            try (Socket plain = client.dial(TestFarm.PORT);
                    SSLSocket modern = client.secure(plain, "TLSv1.3")) {
                assertThatThrownBy(modern::startHandshake).hasMessageContaining("protocol_version");
            }
            Socket plain = client.dial(client.epsv());
            client.expect("STOR a.3mf", 150);
            SSLSocket data = client.secure(plain, "TLSv1.3");
            assertThatThrownBy(data::startHandshake).hasMessageContaining("protocol_version");
            client.expect(425);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(printer.context().codes(Kind.TLS_FAILED))
                        .containsExactly("SENT_PROTOCOL_VERSION", "SENT_PROTOCOL_VERSION"));
    }

    @Test
    void passivePortsUsedUpAreAnswered425AndComeBack() throws Exception {
        TestFarm.TestPrinter narrow = farm.printer(intake, Map.of("passive-ports", "50000-50001"));
        try (RawClient one = RawClient.loggedIn(narrow);
                RawClient two = RawClient.loggedIn(narrow);
                RawClient three = RawClient.loggedIn(narrow)) {
            one.epsv();
            two.epsv();
            three.expect("EPSV", 425);
            assertThat(narrow.context().codes(Kind.OVERLOADED)).containsExactly("PASSIVE_PORTS");
            two.expect("QUIT", 221);
            await().atMost(PATIENCE).untilAsserted(three::epsv);
            assertThat(one.upload("a.3mf", archive(100, 9))).startsWith("226");
        }
    }

    @Test
    void aSilentDataConnectionIsGivenUp() throws Exception {
        TestFarm.TestPrinter hasty = farm.printer(intake, Map.of("read-timeout", "1s"));
        try (RawClient client = RawClient.loggedIn(hasty)) {
            SSLSocket data = client.beginUpload("a.3mf");
            data.getOutputStream().write(new byte[100]);
            client.expect(426);
            client.epsv();
            client.expect("STOR b.3mf", 150);
            client.expect(425);
        }
        assertThat(hasty.context().codes(Kind.UPLOAD_FAILED)).containsExactly("TIMED_OUT", "NO_CONNECTION");
        assertThat(hasty.context().codes(Kind.TIMED_OUT)).containsExactly("DATA");
        assertNothingLeft();
    }

    @Test
    void anIdleClientIsSentAwayAndOneThatDripsBytesToo() throws Exception {
        TestFarm.TestPrinter hasty = farm.printer(intake, Map.of("idle-timeout", "2s"));
        try (RawClient idle = RawClient.loggedIn(hasty);
                RawClient drip = RawClient.loggedIn(hasty)) {
            idle.expect(421);
            assertThat(idle.line()).isEmpty();
            await().atMost(PATIENCE).untilAsserted(() -> {
                drip.sendBytes(new byte[] {'N'});
                assertThat(drip.plain.getInputStream().available()).isPositive();
            });
            drip.expect(421);
        }
        assertThat(hasty.context().codes(Kind.TIMED_OUT)).containsExactly("IDLE", "IDLE");
    }

    @Test
    void twentyStalledUploadsLeaveAnotherPrinterAlone() throws Exception {
        TestFarm.TestPrinter stalled = farm.printer(intake, Map.of("max-transfers", "20", "sessions-per-peer", "30"));
        byte[] cube = archive(2_000_000, 10);
        List<RawClient> clients = new ArrayList<>();
        List<SSLSocket> sockets = new ArrayList<>();
        try (RawClient other = RawClient.loggedIn(printer)) {
            for (int i = 0; i < 20; i++) {
                RawClient client = RawClient.loggedIn(stalled);
                clients.add(client);
                SSLSocket data = client.beginUpload("stalled-" + i + ".3mf");
                sockets.add(data);
                data.getOutputStream().write(cube, 0, 600_000);
            }
            assertThat(other.upload("b.3mf", cube)).startsWith("226");
            RawClient tooMany = RawClient.loggedIn(stalled);
            clients.add(tooMany);
            tooMany.epsv();
            tooMany.expect("STOR more.3mf", 450);
            assertThat(stalled.context().codes(Kind.OVERLOADED)).containsExactly("TRANSFERS");
        } finally {
            for (SSLSocket data : sockets) {
                data.close();
            }
            for (RawClient client : clients) {
                client.close();
            }
        }
        assertNothingLeft();
        assertThat(intake.names()).containsExactly("b.3mf");
    }

    @Test
    void closingThePrinterEndsItsTransfersAndKeepsNothingOfThem() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            SSLSocket data = client.beginUpload("a.3mf");
            data.getOutputStream().write(new byte[300_000]);
            printer.service().close();
            assertThat(intake.partialFiles()).isZero();
            client.expect(421);
        }
        assertThat(printer.context().codes(Kind.DISCONNECTED)).containsExactly("SHUT_DOWN");
    }

    @Test
    void aRefusedFileIsReadOnSoThatTheClientComesToSeeTheReply() throws Exception {
        TestFarm.TestPrinter small = farm.printer(intake, Map.of("max-file-size", "100KiB"));
        try (RawClient client = RawClient.loggedIn(small)) {
            assertThat(client.upload("a.3mf", new byte[20_000_000])).startsWith("552");
        }
        assertNothingLeft();
    }
}
