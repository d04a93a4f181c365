package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.ftp.protocol.LineDecoder;
import org.slf4j.LoggerFactory;

/** Section 5 of the protocol notes, command by command. */
class CommandsIT {

    private static final byte[] CUBE = "a small cube".getBytes(StandardCharsets.UTF_8);

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

    @Test
    void commandsBeforeTheLoginAreAnswered530ButFeatAndOptsWork() throws Exception {
        try (RawClient client = new RawClient(printer)) {
            client.expect(220);
            for (String command : new String[] {"PWD", "STOR x", "EPSV", "NOOP", "LIST", "SIZE x", "WHAT", "ABOR"}) {
                client.expect(command, 530);
            }
            assertThat(client.expect("FEAT", 211)).contains("SIZE", "MLST", "UTF8", "EPSV");
            client.expect("OPTS UTF8 ON", 200);
            client.expect("PBSZ 0", 200);
            client.expect("PROT P", 200);
            client.expect("PASS " + TestPrinters.ACCESS_CODE, 503);
        }
    }

    @Test
    void aWrongCodeIsAnswered530AndTheConnectionStaysUsable() throws Exception {
        try (RawClient client = new RawClient(printer)) {
            client.expect(220);
            client.expect("USER bblp", 331);
            client.expect("PASS wrong123", 530);
            client.expect("USER somebody", 331);
            client.expect("PASS " + TestPrinters.ACCESS_CODE, 530);
            client.expect("USER bblp", 331);
            client.expect("PASS " + TestPrinters.ACCESS_CODE, 230);
            client.expect("PWD", 257);
        }
        assertThat(printer.context().codes(Kind.LOGIN_FAILED)).containsExactly("WRONG", "WRONG");
        assertThat(printer.context().codes(Kind.CONNECTED)).containsExactly("LOGGED_IN");
    }

    @Test
    void guessesAreLimitedByTheHostAndWhoIsNotLookedAtIsNotToldThatHisCodeIsWrong() throws Exception {
        printer.context().guardWith((peer, user, code) -> Authenticator.Decision.BLOCKED);
        try (RawClient client = new RawClient(printer)) {
            client.expect(220);
            client.expect("USER bblp", 331);
            assertThat(client.expect("PASS " + TestPrinters.ACCESS_CODE, 421))
                    .doesNotContain("Wrong user or access code");
            assertThat(client.line()).isEmpty();
        }
        assertThat(printer.context().codes(Kind.LOGIN_FAILED)).containsExactly("BLOCKED");
    }

    @Test
    void theTenthWrongCodeOnOneConnectionEndsIt() throws Exception {
        try (RawClient client = new RawClient(printer)) {
            client.expect(220);
            for (int i = 0; i < 10; i++) {
                client.expect("USER bblp", 331);
                client.expect("PASS wrong", 530);
            }
            assertThat(client.line()).isEmpty();
        }
    }

    @Test
    void unprotectedDataConnectionsAreRefused() throws Exception {
        try (RawClient client = new RawClient(printer)) {
            client.expect(220);
            client.expect("USER bblp", 331);
            client.expect("PASS " + TestPrinters.ACCESS_CODE, 230);
            client.expect("PROT C", 534);
            client.expect("PROT S", 536);
            client.expect("EPSV", 229);
            client.expect("STOR x.3mf", 522);
            client.expect("PROT P", 200);
        }
    }

    @Test
    void anUnknownCommandIsAnswered502AndNobodyIsDisconnected() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.expect("XYZZY", 502);
            client.expect("PORT 127,0,0,1,1,1", 502);
            client.expect("", 500);
            client.expect("NOOP", 200);
        }
    }

    @Test
    void everyCommandOfTheListIsUnderstood() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.expect("SYST", 215);
            client.expect("TYPE I", 200);
            client.expect("TYPE A", 200);
            client.expect("TYPE E", 504);
            client.expect("STRU F", 200);
            client.expect("STRU R", 504);
            client.expect("MODE S", 200);
            client.expect("MODE Z", 504);
            client.expect("NOOP", 200);
            client.expect("REST 0", 350);
            client.expect("REST 100", 350);
            client.expect("REST -1", 501);
            client.expect("REST x", 501);
            client.expect("REST 0", 350);
            client.expect("ABOR", 226);
            client.expect("EPSV 2", 522);
            client.expect("EPSV ALL", 200);
            client.expect("STOR x", 425);
            client.expect("LIST", 425);
            client.expect("QUIT", 221);
            assertThat(client.line()).isEmpty();
        }
        assertThat(printer.context().codes(Kind.DISCONNECTED)).containsExactly("QUIT");
    }

    @Test
    void foldersCanBeWalkedMadeAndRemoved() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            assertThat(client.expect("PWD", 257)).contains("\"/\"");
            client.expect("CWD /cache", 250);
            assertThat(client.expect("PWD", 257)).contains("\"/cache\"");
            client.expect("CDUP", 250);
            client.expect("CDUP", 250);
            client.expect("CWD ../../../..", 250);
            assertThat(client.expect("PWD", 257)).contains("\"/\"");
            client.expect("CWD model", 250);
            client.expect("CWD nowhere", 550);
            client.expect("MKD a\"b", 257);
            client.expect("MKD a\"b", 550);
            client.expect("CWD a\"b", 250);
            assertThat(client.expect("PWD", 257)).contains("\"/model/a\"\"b\"");
            client.expect("CWD /", 250);
            client.expect("RMD /model/a\"b", 250);
            client.expect("RMD /model", 550);
        }
    }

    @Test
    void afterAnUploadSizeTimeAndListingsAreRight() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            assertThat(client.upload("cube one.3mf", CUBE)).startsWith("226");
            assertThat(client.expect("SIZE cube one.3mf", 213)).isEqualTo("213 " + CUBE.length);
            assertThat(client.expect("SIZE /cube one.3mf", 213)).isEqualTo("213 " + CUBE.length);
            assertThat(client.expect("MDTM cube one.3mf", 213)).matches("213 \\d{14}");
            assertThat(client.listing("LIST -a")).contains("cube one.3mf", "" + CUBE.length, "cache");
            assertThat(client.listing("NLST"))
                    .isEqualTo("cache\r\ncube one.3mf\r\nimage\r\nipcam\r\nlogger\r\nmodel\r\ntimelapse\r\n");
            assertThat(client.listing("MLSD")).contains("type=file;size=" + CUBE.length + ";");
            assertThat(client.listing("LIST /cache")).isEmpty();
            assertThat(client.expect("MLST cube one.3mf", 250))
                    .startsWith("250-Listing\n type=file;size=" + CUBE.length + ";modify=")
                    .endsWith("; /cube one.3mf\n250 End");
            assertThat(client.expect("MLST", 250)).contains("type=dir;", "; /\n");
            client.expect("MLST nothing", 550);
            client.expect("SIZE nothing", 550);
            client.expect("EPSV", 229);
            client.expect("LIST nothing", 550);
            client.expect("DELE cube one.3mf", 250);
            client.expect("DELE cube one.3mf", 550);
            client.expect("SIZE cube one.3mf", 550);
        }
        assertThat(printer.context().intake().jobs()).hasSize(1);
    }

    @Test
    void aRenamedFileTakesItsJobWithIt() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.upload("cube.tmp", CUBE);
            client.expect("RNTO b.3mf", 503);
            client.expect("RNFR nothing", 550);
            client.expect("RNFR cube.tmp", 350);
            client.expect("NOOP", 200);
            client.expect("RNTO b.3mf", 503);
            client.expect("RNFR cube.tmp", 350);
            client.expect("RNTO /cache", 553);
            client.expect("RNFR cube.tmp", 350);
            client.expect("RNTO b.3mf", 250);
            client.expect("SIZE b.3mf", 213);
            client.expect("SIZE cube.tmp", 550);
        }
        assertThat(printer.context().intake().jobs().values())
                .singleElement()
                .satisfies(job -> assertThat(job.path()).isEqualTo("b.3mf"));
    }

    @Test
    void namesReachTheIntakeInUtf8WithSpacesAndWithoutDots() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.upload("Würfel 立方 .3mf", CUBE);
            client.upload("../../../etc/./passwd", CUBE);
            client.upload("/cache/b.3mf", CUBE);
            client.expect("CWD /cache", 250);
            client.upload("c.3mf", CUBE);
            client.expect("SIZE /cache/c.3mf", 213);
            client.expect("EPSV", 229);
            client.expect("STOR " + "x".repeat(300), 553);
            client.expect("EPSV", 229);
            client.expect("STOR /", 553);
            client.expect("EPSV", 229);
            client.expect("STOR a\u0001b", 553);
            client.expect("EPSV", 229);
            client.expect("STOR " + "a/".repeat(20) + "b", 553);
            client.expect("EPSV", 229);
            client.expect("STOR /cache", 553);
        }
        assertThat(printer.context().codes(Kind.UPLOAD_FAILED))
                .containsExactly(
                        "NAME_TOO_LONG",
                        "NAME_IS_A_FOLDER",
                        "CONTROL_CHARACTER_IN_NAME",
                        "PATH_TOO_DEEP",
                        "NAME_IS_A_FOLDER");
        assertThat(printer.context().intake().jobs().values())
                .extracting(job -> job.path())
                .containsExactlyInAnyOrder("Würfel 立方 .3mf", "etc/passwd", "cache/b.3mf", "c.3mf");
    }

    @Test
    void pasvAnswersTheAdvertisedAddress() throws Exception {
        Printer plain = TestPrinters.next();
        Printer advertised = new Printer(
                plain.id(), plain.identity(), plain.bindAddress(), Loopback.of("10.1.2.3"), plain.accessCode());
        TestFarm.TestPrinter other = farm.printer(advertised, Map.of("passive-ports", "50100-50100"));
        try (RawClient client = RawClient.loggedIn(other)) {
            assertThat(client.expect("PASV", 227)).contains("(10,1,2,3,195,180)");
        }
    }

    @Test
    void aPrinterOfAllAddressesAnswersOnThoseThatNobodyElseHas() throws Exception {
        Printer any = TestPrinters.on(Loopback.of("0.0.0.0"));
        TestFarm.TestPrinter wildcard = farm.printer(any, Map.of("port", "19991"));
        String url = "ftps://" + Loopback.next().getHostAddress() + ":19991/any.3mf";
        Tool.Result curl = Tool.run(
                List.of("curl", "-sS", "-k", "--ssl-reqd", "-u", "bblp:" + TestPrinters.ACCESS_CODE, "-T", "-", url),
                "text");
        assertThat(curl.exit()).as(curl.output()).isZero();
        assertThat(wildcard.context().intake().jobs()).hasSize(1);
    }

    @Test
    void pipelinedCommandsAreAnsweredInOrderAlsoBehindATransfer() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            int port = client.epsv();
            client.send("STOR a.3mf\r\nPWD\r\nSIZE a.3mf\r\nNOOP");
            try (var data = client.secure(client.dial(port))) {
                client.expect(150);
                data.getOutputStream().write(CUBE);
            }
            client.expect(226);
            client.expect(257);
            client.expect(213);
            client.expect(200);
        }
    }

    @Test
    void telnetCommandsInFrontOfAborAreTolerated() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.sendBytes(new byte[] {(byte) 255, (byte) 244, (byte) 255, (byte) 242, 'A', 'B', 'O', 'R', 13, 10});
            client.expect(226);
        }
    }

    @Test
    void anOverlongLineEndsTheConnection() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.send("STOR " + "x".repeat(LineDecoder.MAX_LINE_BYTES));
            client.expect(500);
            assertThat(client.line()).isEmpty();
        }
        assertThat(printer.context().codes(Kind.REFUSED)).containsExactly("LINE_TOO_LONG");
    }

    @Test
    void tooManyCommandsBehindATransferEndTheConnection() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.beginUpload("a.3mf");
            client.send("NOOP\r\n".repeat(200));
            client.expect(500);
        }
        assertThat(printer.context().codes(Kind.REFUSED)).containsExactly("TOO_MANY_COMMANDS");
    }

    @Test
    void repliesStillComeWhenTheClientClosesItsSideFirst() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.send("PWD\r\nNOOP");
            client.control.shutdownOutput();
            client.expect(257);
            client.expect(200);
            assertThat(client.line()).isEmpty();
        }
    }

    @Test
    void everyRefusalOfTheIntakeHasItsReply() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            var intake = printer.context().intake();
            intake.refuseOpen(Optional.of(IntakeException.Reason.BUSY));
            client.epsv();
            client.expect("STOR a.3mf", 450);
            intake.refuseOpen(Optional.of(IntakeException.Reason.BAD_NAME));
            client.epsv();
            client.expect("STOR a.3mf", 553);
            intake.refuseOpen(Optional.empty());
            intake.refuseWrite(Optional.of(IntakeException.Reason.DISK_FULL));
            assertThat(client.upload("a.3mf", CUBE)).startsWith("452");
            intake.refuseWrite(Optional.empty());
            intake.refuseCommit(Optional.of(IntakeException.Reason.NOT_WHOLE));
            assertThat(client.upload("a.3mf", CUBE)).startsWith("426");
            intake.refuseCommit(Optional.of(IntakeException.Reason.STORAGE));
            assertThat(client.upload("a.3mf", CUBE)).startsWith("451");
            intake.refuseCommit(Optional.of(IntakeException.Reason.NOT_ALLOWED));
            assertThat(client.upload("a.3mf", CUBE)).startsWith("550");
            client.expect("SIZE a.3mf", 550);
            assertThat(printer.context().codes(Kind.UPLOAD_FAILED))
                    .containsExactly("BUSY", "BAD_NAME", "DISK_FULL", "NOT_WHOLE", "STORAGE", "NOT_ALLOWED");
            intake.refuseCommit(Optional.empty());
            assertThat(client.upload("a.3mf", CUBE)).startsWith("226");
        }
    }

    @Test
    void aFileOverTheLimitIsAnswered552() throws Exception {
        TestFarm.TestPrinter small = farm.printer(Map.of("max-file-size", "1KiB"));
        try (RawClient client = RawClient.loggedIn(small)) {
            assertThat(client.upload("a.3mf", new byte[1024])).startsWith("226");
            assertThat(client.upload("b.3mf", new byte[1025])).startsWith("552");
        }
    }

    @Test
    void probesAreAcknowledgedAndBecomeNoJob() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            assertThat(client.upload("verify_job", new byte[0])).startsWith("226");
            assertThat(client.upload("verify_job", new byte[16])).startsWith("226");
            assertThat(client.listing("NLST")).doesNotContain("verify_job");
            client.expect("DELE verify_job", 250);
        }
        assertThat(printer.context().intake().jobs()).isEmpty();
        assertThat(printer.context().codes(Kind.UPLOADED)).containsExactly("PROBE", "PROBE");
    }

    @Test
    void anEmptyFileIsRefusedAndNotListed() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            assertThat(client.upload("empty.gcode", new byte[0])).startsWith("426");
            client.expect("SIZE empty.gcode", 550);
            assertThat(client.listing("NLST")).doesNotContain("empty.gcode");
        }
        assertThat(printer.context().codes(Kind.UPLOAD_FAILED)).containsExactly("NOT_WHOLE");
    }

    @Test
    void theOperatorIsToldOfAFolderThatIsNotThere() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.expect("CWD Front", 550);
            client.expect("CWD /timelapse", 250);
        }
        assertThat(printer.context().codes(Kind.REFUSED)).containsExactly("CWD_NO_SUCH_FOLDER");
    }

    @Test
    void whatTheCardRefusesIsToldWithTheCommandAndTheRule() throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.upload("cube.tmp", CUBE);
            for (String name : List.of("x".repeat(300), "a\u0001b", "/cache", "/no/where")) {
                client.expect("MKD " + name, 550);
            }
            client.expect("RMD /cache", 550);
            client.expect("RMD nowhere", 550);
            for (String name : List.of("x".repeat(300), "a\u0001b", "/cache", "/")) {
                client.expect("RNFR cube.tmp", 350);
                client.expect("RNTO " + name, 553);
            }
        }
        assertThat(printer.context().codes(Kind.REFUSED))
                .containsExactly(
                        "MKD_NAME_TOO_LONG",
                        "MKD_CONTROL_CHARACTER_IN_NAME",
                        "MKD_NAME_IS_TAKEN",
                        "MKD_NO_SUCH_FOLDER",
                        "RMD_FOLDER_OF_EVERY_PRINTER",
                        "RMD_NO_SUCH_FOLDER",
                        "RNTO_NAME_TOO_LONG",
                        "RNTO_CONTROL_CHARACTER_IN_NAME",
                        "RNTO_NAME_IS_A_FOLDER",
                        "RNTO_NAME_IS_A_FOLDER");
    }

    @Test
    void anotherPeerHasItsOwnCountOfSessions() throws Exception {
        TestFarm.TestPrinter narrow = farm.printer(Map.of("sessions-per-peer", "2"));
        try (RawClient one = RawClient.loggedIn(narrow);
                RawClient two = RawClient.loggedIn(narrow)) {
            one.expect("NOOP", 200);
            try (RawClient three = new RawClient(narrow)) {
                three.expect(220);
                three.expect("USER bblp", 331);
                three.expect("PASS " + TestPrinters.ACCESS_CODE, 421);
                assertThat(three.line()).isEmpty();
            }
            assertThat(narrow.context().codes(Kind.OVERLOADED)).containsExactly("SESSIONS_OF_PEER");
            try (RawClient other = new RawClient(narrow, InetAddress.getByName("127.0.0.2"))) {
                other.login();
            }
            two.expect("QUIT", 221);
        }
        await().untilAsserted(() -> RawClient.loggedIn(narrow).close());
    }

    @Test
    void aPeerThatSaysNothingIsSentAwayBeforeItsHandshake() throws Exception {
        try (Socket silent = new Socket(printer.context().printer().bindAddress(), TestFarm.PORT)) {
            silent.setSoTimeout(60_000);
            assertThat(silent.getInputStream().read()).isNegative();
        }
        assertThat(printer.context().codes(Kind.TIMED_OUT)).containsExactly("HANDSHAKE");
    }

    @Test
    void noSecretAndNoPathStandInAnyEventOrLog() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Level before = root.getLevel();
        logged.start();
        root.addAppender(logged);
        root.setLevel(Level.TRACE);
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.upload("secret-name.3mf", CUBE);
            client.expect("SECRET-VERB " + TestPrinters.ACCESS_CODE, 500);
            client.sendBytes(("secret-tail" + "\u0000".repeat(3000)).getBytes(StandardCharsets.UTF_8));
            client.expect(500);
        } finally {
            root.setLevel(before);
            root.detachAppender(logged);
        }
        String said = List.copyOf(logged.list).toString() + printer.context().events();
        assertThat(said).doesNotContainIgnoringCase("secret-").doesNotContain(TestPrinters.ACCESS_CODE);
    }
}
