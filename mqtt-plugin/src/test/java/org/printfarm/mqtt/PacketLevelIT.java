package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.mqtt.TestFarm.Running;
import org.printfarm.mqtt.client.Packet;
import org.printfarm.mqtt.client.Packets;
import org.printfarm.mqtt.client.RawClient;

/** MQTT byte by byte: what is right in any pieces, what is wrong in any way. */
class PacketLevelIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CODE = TestPrinters.ACCESS_CODE;
    private static final String VERSION = "{\"info\":{\"command\":\"get_version\",\"sequence_id\":\"1\"}}";
    private static final int LARGE = 200 * 1024;

    private static TestFarm farm;
    private static Running printer;

    @BeforeAll
    static void start() {
        farm = new TestFarm();
        printer = farm.start();
    }

    @AfterAll
    static void stop() {
        farm.close();
    }

    @ParameterizedTest
    @CsvSource({
        "MQTT,   4, 0xC2, 0",
        "MQTT,   4, 0xC0, 0",
        "MQIsdp, 3, 0xC2, 0",
        "MQTT,   4, 0x02, 5",
        "MQTT,   4, 0x82, 5",
        "MQIsdp, 3, 0x02, 5",
    })
    void connectIsAnsweredByItsFlags(String protocol, int level, int flags, int code) throws IOException {
        String[] texts = (flags & Packets.USER) == 0
                ? new String[0]
                : (flags & Packets.PASSWORD) == 0 ? new String[] {"bblp"} : new String[] {"bblp", CODE};
        assertThat(connAck(Packets.connect(protocol, level, flags, "flags-" + flags, texts)))
                .containsExactly(0, code);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void willOfAnyQualityIsTakenAndGoesNowhere(int qos) throws IOException {
        int flags = Packets.USER | Packets.PASSWORD | Packets.CLEAN | Packets.WILL | Packets.WILL_RETAIN | (qos << 3);
        byte[] connect = Packets.connect("MQTT", 4, flags, "will", "device/x/report", "gone", "bblp", CODE);
        assertThat(connAck(connect)).containsExactly(0, 0);
    }

    @Test
    void wrongUserAndWrongCodeGetReturnCodeFive() throws IOException {
        int flags = Packets.USER | Packets.PASSWORD | Packets.CLEAN;
        assertThat(connAck(Packets.connect("MQTT", 4, flags, "x", "admin", CODE)))
                .containsExactly(0, 5);
        assertThat(connAck(Packets.connect("MQTT", 4, flags, "x", "bblp", "wrong123")))
                .containsExactly(0, 5);
        assertThat(printer.context().codes(Kind.LOGIN_FAILED)).contains("WRONG");
    }

    @Test
    void codeThatWasNotLookedAtGetsReturnCodeThree() throws IOException {
        Running guarded = farm.start();
        guarded.context().guardWith((peer, user, code) -> Authenticator.Decision.BLOCKED);
        try (RawClient client = RawClient.open(guarded.address())) {
            client.send(Packets.connect("x", CODE));
            assertThat(client.next(Packets.CONNACK).body()).containsExactly(0, 3);
            assertThat(client.isClosedByPeer()).isTrue();
        }
        assertThat(guarded.context().codes(Kind.LOGIN_FAILED)).containsExactly("BLOCKED");
    }

    @Test
    void emptyClientIdIsTakenForACleanSessionOnly() throws IOException {
        int kept = Packets.USER | Packets.PASSWORD;
        assertThat(connAck(Packets.connect("MQTT", 4, kept | Packets.CLEAN, "", "bblp", CODE)))
                .containsExactly(0, 0);
        assertThat(connAck(Packets.connect("MQTT", 4, kept, "", "bblp", CODE))).containsExactly(0, 2);
    }

    @Test
    void version5IsRefusedInTheFormThatItsClientsUnderstand() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 5, 0, 0, 1, 'x'});
        assertThat(connAck(Packets.packet(0x10, body.toByteArray()))).containsExactly(0, 1);
        assertThat(connAck(Packets.connect("MQTT", 9, 2, "x"))).containsExactly(0, 1);
    }

    @Test
    void keptSessionComesBackWithItsSubscriptions() throws IOException {
        byte[] connect = Packets.connect("MQTT", 4, Packets.USER | Packets.PASSWORD, "keeper", "bblp", CODE);
        try (RawClient first = RawClient.open(printer.address())) {
            first.send(connect);
            assertThat(first.next(Packets.CONNACK).body()).containsExactly(0, 0);
            first.subscribed(printer.serial());
            first.send(Packets.disconnect());
            assertThat(first.isClosedByPeer()).isTrue();
        }
        try (RawClient second = RawClient.open(printer.address())) {
            second.send(connect);
            assertThat(second.next(Packets.CONNACK).body()).containsExactly(1, 0);
            assertThat(second.report("push_status").topic()).contains(printer.serial());
        }
    }

    @Test
    void sameClientIdTakesOver() throws IOException {
        try (RawClient first = RawClient.loggedIn(printer.address(), "twin");
                RawClient second = RawClient.loggedIn(printer.address(), "twin")) {
            assertThat(first.isClosedByPeer()).isTrue();
            second.send(Packets.ping());
            second.next(Packets.PINGRESP);
            await().atMost(PATIENCE)
                    .until(() -> printer.context().codes(Kind.DISCONNECTED).contains("TAKEN_OVER"));
        }
    }

    @Test
    void sameClientIdOnAnotherPrinterIsAnotherClient() throws IOException {
        Running other = farm.start();
        try (RawClient here = RawClient.loggedIn(printer.address(), "everywhere");
                RawClient there = RawClient.loggedIn(other.address(), "everywhere")) {
            for (RawClient client : new RawClient[] {here, there}) {
                client.send(Packets.ping());
                client.next(Packets.PINGRESP);
            }
        }
    }

    @Test
    void subscribeTellsWhatIsGranted() throws IOException {
        try (RawClient client = RawClient.loggedIn(printer.address(), "codes")) {
            assertThat(granted(client, "device/+/report", 0)).isZero();
            assertThat(granted(client, "#", 1)).isOne();
            assertThat(granted(client, "$SYS/#", 2)).isOne();
            assertThat(granted(client, "a#", 0)).isEqualTo(0x80);
            assertThat(granted(client, "a/#/b", 0)).isEqualTo(0x80);
            assertThat(granted(client, "a+/b", 0)).isEqualTo(0x80);
        }
    }

    @Test
    void wildcardShowsThisPrintersReportsAndNobodyElses() throws IOException {
        Running other = farm.start();
        try (RawClient here = RawClient.loggedIn(printer.address(), "all");
                RawClient there = RawClient.loggedIn(other.address(), "all")) {
            here.send(Packets.subscribe(1, "#", 0));
            there.send(Packets.subscribe(1, "#", 0));
            there.send(Packets.publish("device/" + other.serial() + "/request", VERSION));
            there.report("get_version");
            assertThat(here.report("push_status").topic()).isEqualTo("device/" + printer.serial() + "/report");
            assertThat(here.report("push_status").topic()).isEqualTo("device/" + printer.serial() + "/report");
        }
    }

    @Test
    void unsubscribedClientGetsNothingMore() throws IOException {
        try (RawClient client = RawClient.loggedIn(printer.address(), "leaver").subscribed(printer.serial())) {
            client.report("push_status");
            client.send(Packets.unsubscribe(7, "device/" + printer.serial() + "/report"));
            assertThat(client.next(Packets.UNSUBACK).packetId()).isEqualTo(7);
            client.send(Packets.publish("device/" + printer.serial() + "/request", VERSION));
            client.send(Packets.ping());
            Packet next;
            do {
                next = client.read();
                assertThat(next.type() == Packets.PUBLISH && next.payload().contains("get_version"))
                        .isFalse();
            } while (next.type() != Packets.PINGRESP);
        }
    }

    @Test
    void reportsComeWithQualityOneToThoseWhoAskForIt() throws IOException {
        try (RawClient client = RawClient.loggedIn(printer.address(), "one")) {
            client.send(Packets.subscribe(1, "device/" + printer.serial() + "/report", 1));
            Packet report = client.next(Packets.PUBLISH);
            assertThat(report.qos()).isOne();
            assertThat(report.packetId()).isPositive();
            client.send(Packets.puback(report.packetId()));
            client.report("push_status");
        }
    }

    @Test
    void requestsOfEveryQualityAreAcknowledgedAndHandledOnce() throws IOException {
        String topic = "device/" + printer.serial() + "/request";
        byte[] payload = VERSION.getBytes(StandardCharsets.UTF_8);
        try (RawClient client = RawClient.loggedIn(printer.address(), "quality").subscribed(printer.serial())) {
            client.send(Packets.publish(topic, 1, 11, payload));
            assertThat(client.next(Packets.PUBACK).packetId()).isEqualTo(11);
            client.report("get_version");
            client.send(Packets.publish(topic, 2, 12, payload));
            client.send(Packets.publish(topic, 2, 12, payload));
            assertThat(client.next(Packets.PUBREC).packetId()).isEqualTo(12);
            assertThat(client.next(Packets.PUBREC).packetId()).isEqualTo(12);
            client.report("get_version");
            client.send(Packets.pubrel(12));
            assertThat(client.next(Packets.PUBCOMP).packetId()).isEqualTo(12);
            client.send(Packets.ping());
            Packet next;
            do {
                next = client.read();
                assertThat(next.type() == Packets.PUBLISH && next.payload().contains("get_version"))
                        .isFalse();
            } while (next.type() != Packets.PINGRESP);
        }
    }

    @Test
    void conversationMayBeCutAtEveryPlace() throws IOException {
        byte[] all = conversation();
        try (RawClient client = RawClient.open(printer.address())) {
            for (byte one : all) {
                client.send(new byte[] {one});
            }
            client.report("get_version");
        }
        for (int cut = 1; cut < all.length; cut += 7) {
            try (RawClient client = RawClient.open(printer.address())) {
                client.send(Arrays.copyOfRange(all, 0, cut));
                client.send(Arrays.copyOfRange(all, cut, all.length));
                client.report("get_version");
            }
        }
    }

    @Test
    void largeRequestIsReadWholeOrInPieces() throws IOException {
        String filler = "x".repeat(LARGE);
        byte[] large = Packets.publish(
                "device/" + printer.serial() + "/request",
                "{\"info\":{\"command\":\"get_version\",\"sequence_id\":\"1\",\"filler\":\"" + filler + "\"}}");
        try (RawClient client = RawClient.loggedIn(printer.address(), "large").subscribed(printer.serial())) {
            client.send(large);
            client.report("get_version");
            for (int start = 0; start < large.length; start += 1000) {
                client.send(Arrays.copyOfRange(large, start, Math.min(large.length, start + 1000)));
            }
            client.report("get_version");
        }
    }

    @Test
    void packetAboveTheLimitIsRefusedBeforeItComes() throws IOException {
        Running narrow = farm.start(TestPrinters.next(), Map.of("max-packet", "16KiB"));
        try (RawClient client = RawClient.loggedIn(narrow.address(), "huge")) {
            client.send(new byte[] {0x30, (byte) 0xFF, (byte) 0xFF, 0x7F, 0, 1, 'a'});
            assertThat(client.isClosedByPeer()).isTrue();
            await().atMost(PATIENCE)
                    .until(() -> narrow.context().codes(Kind.REFUSED).contains("MALFORMED_PACKET"));
        }
    }

    static Stream<Arguments> brokenFirstPackets() {
        int login = Packets.USER | Packets.PASSWORD | Packets.CLEAN;
        return Stream.of(
                Arguments.of("ping before CONNECT", Packets.ping()),
                Arguments.of("type 0", new byte[] {0, 0}),
                Arguments.of("type 15", new byte[] {(byte) 0xF0, 0}),
                Arguments.of("reserved connect flag", Packets.connect("MQTT", 4, login | 1, "x", "bblp", CODE)),
                Arguments.of("will quality 3", Packets.connect("MQTT", 4, login | 0x1C, "x", "t", "m", "bblp", CODE)),
                Arguments.of("will flags without will", Packets.connect("MQTT", 4, login | 0x08, "x", "bblp", CODE)),
                Arguments.of("code without user", Packets.connect("MQTT", 4, 0x42, "x", CODE)),
                Arguments.of("too short", Packets.packet(0x10, (byte) 0, (byte) 4, (byte) 'M')),
                Arguments.of("longer than a CONNECT may be", new byte[] {0x10, (byte) 0xFF, (byte) 0xFF, 0x7F}),
                Arguments.of("endless length", new byte[] {0x10, -1, -1, -1, -1, -1}),
                Arguments.of("HTTP", "GET / HTTP/1.1\r\nHost: printer\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFirstPackets")
    void brokenFirstPacketClosesTheConnection(String name, byte[] bytes) throws IOException {
        try (RawClient client = RawClient.open(printer.address())) {
            client.send(bytes);
            assertThat(client.isClosedByPeer()).as(name).isTrue();
        }
    }

    static Stream<Arguments> brokenPackets() {
        return Stream.of(
                Arguments.of("second CONNECT", Packets.connect("again", CODE)),
                Arguments.of("CONNACK", Packets.packet(0x20, (byte) 0, (byte) 0)),
                Arguments.of("SUBACK", Packets.packet(0x90, (byte) 0, (byte) 1, (byte) 0)),
                Arguments.of("PINGRESP", Packets.packet(0xD0)),
                Arguments.of("subscribe without filters", Packets.packet(0x82, (byte) 0, (byte) 1)),
                Arguments.of(
                        "subscribe with wrong flags",
                        Packets.packet(0x80, (byte) 0, (byte) 1, (byte) 0, (byte) 1, (byte) 'a', (byte) 0)),
                Arguments.of("subscribe with quality 3", Packets.subscribe(1, "a", 3)),
                Arguments.of("subscribe with id 0", Packets.subscribe(0, "a", 0)),
                Arguments.of("unsubscribe without filters", Packets.packet(0xA2, (byte) 0, (byte) 1)),
                Arguments.of(
                        "publish with quality 3",
                        Packets.packet(0x36, (byte) 0, (byte) 1, (byte) 'a', (byte) 0, (byte) 1)),
                Arguments.of("publish with id 0", Packets.publish("a", 1, 0, new byte[0])),
                Arguments.of("publish to a wildcard", Packets.publish("device/+/request", VERSION)),
                Arguments.of("publish to nowhere", Packets.publish("", VERSION)),
                Arguments.of("publish to a NUL", Packets.publish("a\0b", VERSION)),
                Arguments.of("publish shorter than its topic", Packets.packet(0x30, (byte) 0, (byte) 9, (byte) 'a')),
                Arguments.of("AUTH", new byte[] {(byte) 0xF0, 0}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenPackets")
    void brokenPacketClosesTheSession(String name, byte[] bytes) throws IOException {
        try (RawClient client = RawClient.loggedIn(printer.address(), "broken")) {
            client.send(bytes);
            assertThat(client.isClosedByPeer()).as(name).isTrue();
        }
    }

    @Test
    void resetsAndProbesLeaveTheListenerAlive() throws IOException {
        for (int count = 0; count < 20; count++) {
            RawClient client = RawClient.loggedIn(printer.address(), "reset").subscribed(printer.serial());
            client.reset();
            RawClient.open(printer.address()).close();
            new Socket(printer.address().getAddress(), printer.address().getPort()).close();
        }
        try (RawClient client = RawClient.loggedIn(printer.address(), "after").subscribed(printer.serial())) {
            client.report("push_status");
        }
        assertThat(printer.context().codes(Kind.FAULT)).isEmpty();
    }

    @Test
    void plainTextGetsNoAnswerInPlainText() throws IOException {
        try (Socket plain =
                new Socket(printer.address().getAddress(), printer.address().getPort())) {
            plain.setSoTimeout((int) PATIENCE.toMillis());
            plain.getOutputStream().write(Packets.connect("plain", CODE));
            byte[] answer = plain.getInputStream().readNBytes(1);
            assertThat(answer.length == 0 || answer[0] == 21)
                    .as("nothing, or a TLS alert")
                    .isTrue();
            await().atMost(PATIENCE)
                    .until(() -> printer.context().codes(Kind.TLS_FAILED).contains("NOT_TLS"));
        }
    }

    @Test
    void connectMustComeInTime() throws IOException {
        Running hasty = farm.start(TestPrinters.next(), Map.of("connect-timeout", "1s"));
        try (RawClient silent = RawClient.open(hasty.address());
                Socket mute =
                        new Socket(hasty.address().getAddress(), hasty.address().getPort())) {
            mute.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(silent.isClosedByPeer()).isTrue();
            byte[] last = mute.getInputStream().readAllBytes();
            assertThat(last.length == 0 || last[0] == 21)
                    .as("nothing, or the closing alert")
                    .isTrue();
            assertThat(hasty.context().codes(Kind.TIMED_OUT)).containsExactly("CONNECT", "CONNECT");
        }
    }

    @Test
    void sessionsOfAPrinterAreBounded() throws IOException {
        Running small = farm.start(TestPrinters.next(), Map.of("max-sessions", "2"));
        try (RawClient first = RawClient.loggedIn(small.address(), "1");
                RawClient second = RawClient.loggedIn(small.address(), "2");
                Socket third =
                        new Socket(small.address().getAddress(), small.address().getPort())) {
            third.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(third.getInputStream().read()).isEqualTo(-1);
            assertThat(small.context().codes(Kind.OVERLOADED)).containsExactly("PER_PRINTER");
            first.send(Packets.disconnect());
            assertThat(first.isClosedByPeer()).isTrue();
            second.send(Packets.ping());
            second.next(Packets.PINGRESP);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> RawClient.loggedIn(small.address(), "4").close());
    }

    @Test
    void closeOfTheServiceEndsItsSessions() throws IOException {
        Running leaving = farm.start();
        try (RawClient client = RawClient.loggedIn(leaving.address(), "left").subscribed(leaving.serial())) {
            leaving.service().close();
            assertThat(client.isClosedByPeer()).isTrue();
            assertThat(leaving.context().codes(Kind.DISCONNECTED)).containsExactly("SHUT_DOWN");
            assertThat(leaving.context().state().listeners()).isZero();
        }
    }

    private static byte[] conversation() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Packets.connect("pieces", CODE));
        all.writeBytes(Packets.subscribe(1, "device/" + printer.serial() + "/report", 0));
        all.writeBytes(Packets.publish("device/" + printer.serial() + "/request", VERSION));
        return all.toByteArray();
    }

    private static int granted(RawClient client, String filter, int qos) throws IOException {
        client.send(Packets.subscribe(5, filter, qos));
        return client.next(Packets.SUBACK).body()[2] & 0xFF;
    }

    private static int[] connAck(byte[] connect) throws IOException {
        try (RawClient client = RawClient.open(printer.address())) {
            client.send(connect);
            byte[] body = client.next(Packets.CONNACK).body();
            return new int[] {body[0], body[1]};
        }
    }
}
