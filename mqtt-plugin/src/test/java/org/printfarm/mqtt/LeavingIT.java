package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.mqtt.TestFarm.Running;
import org.printfarm.mqtt.client.EngineClient;
import org.printfarm.mqtt.client.Packets;
import org.printfarm.mqtt.client.TrustAll;

/** How connections end: what is told, what is left behind, and what still counts that came before. */
class LeavingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LEAVERS = 200;

    /** Bare ends of each engine and version: 200 after a whole handshake, 200 after one that takes a session up again. */
    private static final int ROUNDS = 400;

    /** Bytes of the largest message. */
    private static final int LARGEST = 64 * 1024;

    /** Sockets that other parts of this process may open meanwhile. */
    private static final int SLACK = 20;

    private final TestFarm farm = new TestFarm();
    private final SSLContext clients = TrustAll.context();

    /** Whose engines. */
    enum Library {
        JDK,
        CONSCRYPT;

        PrinterTls tls() {
            return this == JDK ? TestTls.shared() : TestTls.shared().on(Conscrypt.newProvider());
        }
    }

    /** A way to leave, and what is told of it. */
    enum Way {
        WITHOUT_A_BYTE(Kind.LOST, "EOF_IN_HANDSHAKE"),
        AFTER_THE_HANDSHAKE(Kind.LOST, "EOF_BEFORE_CONNECT"),
        WITH_A_GOODBYE(Kind.LOST, "EOF_BEFORE_CONNECT"),
        RESET_AFTER_THE_HANDSHAKE(Kind.LOST, "(RESET|EOF)_BEFORE_CONNECT"),
        WRONG_CODE(Kind.LOGIN_FAILED, "WRONG"),
        LOGGED_IN(Kind.DISCONNECTED, "CLOSED"),
        LOGGED_IN_WITH_A_GOODBYE(Kind.DISCONNECTED, "CLOSED"),
        DISCONNECT(Kind.DISCONNECTED, "GOODBYE");

        private final Kind kind;
        private final String code;

        Way(Kind kind, String code) {
            this.kind = kind;
            this.code = code;
        }
    }

    @AfterEach
    void closeFarm() {
        farm.close();
    }

    static Stream<Arguments> enginesAndVersions() {
        return Stream.of(Library.values())
                .flatMap(library -> Stream.of("TLSv1.2", "TLSv1.3").map(version -> Arguments.of(library, version)));
    }

    @ParameterizedTest
    @MethodSource("enginesAndVersions")
    void everyLeaverIsToldOnce(Library library, String version) throws IOException {
        for (Way way : Way.values()) {
            Running printer = start(library);
            leave(printer, version, way);
            await().atMost(PATIENCE)
                    .until(() -> printer.context().events().stream().anyMatch(event -> event.kind() == way.kind));
            assertThat(printer.context().codes(way.kind).get(0)).as("%s", way).matches(way.code);
            assertThat(printer.context().events()).as("%s", way).hasSize(way.kind == Kind.DISCONNECTED ? 2 : 1);
        }
    }

    @ParameterizedTest
    @MethodSource("enginesAndVersions")
    void leaversOfAllKindsLeaveNoDescriptorBehind(Library library, String version) throws IOException {
        Running printer = start(library);
        leave(printer, version, Way.DISCONNECT);
        int before = openFiles();
        for (int leaver = 0; leaver < LEAVERS; leaver++) {
            leave(printer, version, Way.values()[leaver % Way.values().length]);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(openFiles()).isLessThan(before + SLACK));
    }

    @ParameterizedTest
    @MethodSource("enginesAndVersions")
    void everyConnectionIsEndedWithAGoodbye(Library library, String version) throws IOException {
        Running printer = start(library);
        printer.context()
                .guardWith((peer, user, code) -> code.equals("unlooked")
                        ? Authenticator.Decision.BLOCKED
                        : code.equals(TestPrinters.ACCESS_CODE)
                                ? Authenticator.Decision.ACCEPTED
                                : Authenticator.Decision.WRONG);
        byte[] login = Packets.connect("leaver", TestPrinters.ACCESS_CODE);
        for (byte[] last : List.of(
                Packets.connect("x", "wrong123"),
                Packets.connect("x", "unlooked"),
                Packets.connect("MQTT", 5, 2, "x"),
                Packets.ping())) {
            assertThat(endOf(printer, version, last)).isTrue();
        }
        assertThat(endOf(printer, version, login, Packets.disconnect())).isTrue();
        assertThat(endOf(printer, version, login, login)).isTrue();
        assertThat(endOf(printer, version, login, new byte[] {0, 0})).isTrue();
        try (EngineClient client =
                client(printer, version).write(login).goodbye().flush()) {
            assertThat(client.isToldGoodbye()).isTrue();
        }
        try (EngineClient client = client(printer, version).goodbye().flush()) {
            assertThat(client.isToldGoodbye()).isTrue();
        }
        Running hasty = farm.start(TestPrinters.next(), Map.of("connect-timeout", "5s"), library.tls());
        try (EngineClient late = client(hasty, version).flush()) {
            assertThat(late.isToldGoodbye()).isTrue();
        }
        assertThat(hasty.context().codes(Kind.TIMED_OUT)).containsExactly("CONNECT");
        try (EngineClient loggedIn = client(printer, version).write(login).flush()) {
            await().atMost(PATIENCE)
                    .until(() -> printer.context().codes(Kind.CONNECTED).size() == 5);
            printer.service().close();
            assertThat(loggedIn.isToldGoodbye()).isTrue();
        }
    }

    /** Sizes from the shortest request on, with sessions that are resumed and sessions that are not. */
    @ParameterizedTest
    @MethodSource("enginesAndVersions")
    void whatCameBeforeABareEndCounts(Library library, String version) throws IOException {
        Running printer = start(library);
        for (int round = 0; round < ROUNDS; round++) {
            SSLContext context = round % 2 == 0 ? clients : TrustAll.context();
            byte[] line = line(printer, (int) Math.round(Math.pow(LARGEST, round / (ROUNDS - 1.0))));
            try (EngineClient client = new EngineClient(printer.address(), context, version)) {
                client.write(Packets.connect("c" + round, TestPrinters.ACCESS_CODE))
                        .write(line);
                client.flush().fin();
                client.isToldGoodbye();
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(printer.context().codes(Kind.COMMAND))
                        .isEqualTo(Collections.nCopies(ROUNDS, "GCODE_LINE")));
    }

    /** A request of at least that many bytes; JSON allows the blanks. */
    private static byte[] line(Running printer, int size) {
        String json = "{\"print\":{\"command\":\"gcode_line\",\"param\":\"M400\",\"sequence_id\":\"1\"}}";
        return Packets.publish(
                "device/" + printer.serial() + "/request", json + " ".repeat(Math.max(0, size - json.length())));
    }

    private boolean endOf(Running printer, String version, byte[]... sent) throws IOException {
        try (EngineClient client = client(printer, version)) {
            for (byte[] packet : sent) {
                client.write(packet);
            }
            return client.flush().isToldGoodbye();
        }
    }

    private void leave(Running printer, String version, Way way) throws IOException {
        if (way == Way.WITHOUT_A_BYTE) {
            new Socket(printer.address().getAddress(), printer.address().getPort()).close();
            return;
        }
        byte[] login = Packets.connect("leaver", TestPrinters.ACCESS_CODE);
        try (EngineClient client = client(printer, version)) {
            switch (way) {
                case WITH_A_GOODBYE -> client.goodbye().flush().isToldGoodbye();
                case WRONG_CODE ->
                    client.write(Packets.connect("x", "wrong123")).flush().isToldGoodbye();
                case LOGGED_IN -> client.write(login).flush().fin().isToldGoodbye();
                case LOGGED_IN_WITH_A_GOODBYE ->
                    client.write(login).goodbye().flush().isToldGoodbye();
                case DISCONNECT ->
                    client.write(login).write(Packets.disconnect()).flush().isToldGoodbye();
                case RESET_AFTER_THE_HANDSHAKE -> client.flush().reset();
                default -> client.flush().fin().isToldGoodbye();
            }
        }
    }

    private EngineClient client(Running printer, String version) throws IOException {
        return new EngineClient(printer.address(), clients, version);
    }

    private Running start(Library library) {
        return farm.start(TestPrinters.next(), Map.of(), library.tls());
    }

    private static int openFiles() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }
}
