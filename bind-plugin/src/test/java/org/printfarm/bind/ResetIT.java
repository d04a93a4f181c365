package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.service.PrinterEvent;
import org.slf4j.LoggerFactory;

/** Peers that reset the connection, at every stage: one event each, nothing in the log, and the others are served. */
class ResetIT {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private BindServiceFactory factory;
    private LivePrinter printer;

    @BeforeEach
    void start() {
        factory = new BindServiceFactory();
        printer = LivePrinter.start(factory);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), "TLSv1.3")) {
            assertThat(client.exchange(Wire.detect())).isEqualTo(printer.expectedReply());
        }
        assertThat(Wire.exchange(printer.plain(), Wire.detect())).isEqualTo(printer.expectedReply());
        printer.close();
        factory.close();
        root.detachAppender(log);
        assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    }

    @Test
    void beforeTheFirstByte() throws IOException {
        Wire.reset(Wire.connect(printer.plain()));
        assertLost("BEFORE_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 20, 57})
    void insideTheRequest(int bytes) throws IOException {
        Socket socket = Wire.connect(printer.plain());
        socket.getOutputStream().write(Wire.detect(), 0, bytes);
        Wire.reset(socket);
        assertLost("REQUEST");
    }

    @Test
    void rightAfterTheRequest() throws IOException {
        Socket socket = Wire.connect(printer.plain());
        socket.getOutputStream().write(Wire.detect());
        Wire.reset(socket);
        assertThat(printer.awaitEvents(1).get(0).kind()).isIn(PrinterEvent.Kind.DETECTED, PrinterEvent.Kind.LOST);
    }

    @Test
    void afterARefusalWithMoreToCome() throws IOException {
        Socket socket = Wire.connect(printer.plain());
        socket.getOutputStream().write(new byte[2_000]);
        Wire.reset(socket);
        assertThat(printer.awaitEvents(1).get(0).kind()).isIn(PrinterEvent.Kind.REFUSED, PrinterEvent.Kind.LOST);
    }

    @Test
    void beforeTheTlsHandshake() throws IOException {
        Wire.reset(Wire.connect(printer.tls()));
        assertLost("IN_HANDSHAKE");
    }

    @Test
    void insideTheClientHello() throws IOException {
        Socket socket = Wire.connect(printer.tls());
        socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
        Wire.reset(socket);
        assertLost("IN_HANDSHAKE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void afterTheTlsHandshake(String version) throws IOException {
        TlsClient client = TlsClient.connect(printer.tls(), version);
        client.handshake();
        Wire.reset(client.socket());
        assertThat(printer.awaitEvents(1).get(0).kind()).isEqualTo(PrinterEvent.Kind.LOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void insideTheEncryptedRequest(String version) throws IOException {
        TlsClient client = TlsClient.connect(printer.tls(), version);
        client.handshake();
        byte[] record = client.encrypt(Wire.detect());
        client.socket().getOutputStream().write(Arrays.copyOf(record, record.length - 1));
        Wire.reset(client.socket());
        assertThat(printer.awaitEvents(1).get(0).kind()).isEqualTo(PrinterEvent.Kind.LOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void rightAfterTheEncryptedRequest(String version) throws IOException {
        TlsClient client = TlsClient.connect(printer.tls(), version);
        client.handshake();
        client.write(Wire.detect());
        Wire.reset(client.socket());
        assertThat(printer.awaitEvents(1).get(0).kind()).isIn(PrinterEvent.Kind.DETECTED, PrinterEvent.Kind.LOST);
    }

    @Test
    void hundredOfThemOneAfterTheOther() throws IOException {
        for (int i = 0; i < 100; i++) {
            Socket socket = Wire.connect(i % 2 == 0 ? printer.plain() : printer.tls());
            socket.getOutputStream().write(Wire.detect(), 0, i % 58);
            Wire.reset(socket);
        }
        printer.awaitEvents(100);
    }

    private void assertLost(String where) {
        PrinterEvent event = printer.awaitEvents(1).get(0);
        assertThat(event.kind()).isEqualTo(PrinterEvent.Kind.LOST);
        assertThat(event.code()).endsWith(where);
    }
}
