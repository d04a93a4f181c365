package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.mqtt.TestFarm.Running;
import org.printfarm.mqtt.client.Packets;
import org.printfarm.mqtt.client.RawClient;
import org.slf4j.LoggerFactory;

/** Codes and payloads appear in no log line, event or output, at any level. */
class SecretsIT {

    private static final String WRONG_CODE = "Zq7Wrong";
    private static final String PAYLOAD = "payload-marker-4711";
    private static final String TOPIC = "topic-marker-4712";
    private static final String CLIENT_ID = "client-marker-4713";

    @Test
    void nothingThatAClientSaidIsEverPrinted() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.TRACE);
        List<String> events = new ArrayList<>();
        try (PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            System.setErr(capture);
            events.addAll(talk());
        } finally {
            System.setOut(out);
            System.setErr(err);
            root.setLevel(before);
            root.detachAppender(lines);
        }
        List<String> all = new ArrayList<>(events);
        List.copyOf(lines.list).forEach(line -> {
            all.add(line.getFormattedMessage());
            for (IThrowableProxy cause = line.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                all.add(String.valueOf(cause.getMessage()));
            }
        });
        all.add(printed.toString(StandardCharsets.UTF_8));
        assertThat(all).hasSizeGreaterThan(3);
        for (String marker : List.of(TestPrinters.ACCESS_CODE, WRONG_CODE, PAYLOAD, TOPIC, CLIENT_ID)) {
            assertThat(all).noneMatch(text -> text.contains(marker));
        }
    }

    private static List<String> talk() throws IOException {
        try (TestFarm farm = new TestFarm()) {
            Running printer = farm.start();
            try (RawClient wrong = RawClient.open(printer.address())) {
                wrong.send(Packets.connect(CLIENT_ID, WRONG_CODE));
                wrong.next(Packets.CONNACK);
            }
            String request = "device/" + printer.serial() + "/request";
            try (RawClient client =
                    RawClient.loggedIn(printer.address(), CLIENT_ID).subscribed(printer.serial())) {
                client.send(Packets.publish(request, "{\"print\":{\"command\":\"" + PAYLOAD + "\"}}"));
                client.send(Packets.publish(request, "{" + PAYLOAD + TestPrinters.ACCESS_CODE));
                client.send(Packets.publish(TOPIC, PAYLOAD));
                client.send(Packets.publish(
                        request, "{\"system\":{\"command\":\"get_access_code\",\"sequence_id\":\"1\"}}"));
                client.report("get_access_code");
                client.send(Packets.publish(TOPIC + "/#", PAYLOAD));
                client.isClosedByPeer();
            }
            try (RawClient garbage = RawClient.open(printer.address())) {
                garbage.send((PAYLOAD + TestPrinters.ACCESS_CODE).getBytes(StandardCharsets.UTF_8));
                garbage.isClosedByPeer();
            }
            return printer.context().events().stream().map(String::valueOf).toList();
        }
    }
}
