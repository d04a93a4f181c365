package org.printfarm.bind.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.bind.LivePrinter;
import org.printfarm.bind.TlsClient;
import org.printfarm.bind.Wire;
import org.slf4j.LoggerFactory;

/** Whatever a handler throws costs its own connection, never a processor thread and never another connection. */
class ErrorContainmentIT {

    /** More than there are processors, so that each of them meets it several times. */
    private static final int ROUNDS = 4 * (1 + OpenAcceptors.TLS_PROCESSORS);

    private static final String MARKER = "text-of-a-peer";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicBoolean failing = new AtomicBoolean(true);
    private final BindAcceptors acceptors = new BindAcceptors();

    @BeforeEach
    void listenToTheLog() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        acceptors.close();
        root.detachAppender(log);
    }

    static Stream<Supplier<Throwable>> faults() {
        return Stream.of(
                () -> new StackOverflowError(MARKER),
                () -> new NoClassDefFoundError(MARKER),
                () -> new AssertionError(MARKER),
                () -> new IllegalStateException(MARKER),
                () -> new OutOfMemoryError(MARKER));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void connectionEndsTheFaultIsToldAndTheOthersAreServed(Supplier<Throwable> fault) throws IOException {
        try (LiveEndpoint endpoint = new LiveEndpoint(acceptors, request -> {
            if (failing.get()) {
                throw sneaky(fault.get());
            }
            return LiveEndpoint.DETECT.respond(request);
        })) {
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(Wire.exchange(endpoint.plain(), Wire.detect())).isEmpty();
                try (TlsClient client = TlsClient.connect(endpoint.tls(), "TLSv1.3")) {
                    assertThat(client.exchange(Wire.detect())).isEmpty();
                }
            }
            await().atMost(LivePrinter.PATIENCE)
                    .untilAsserted(() -> assertThat(endpoint.events())
                            .hasSize(2 * ROUNDS)
                            .allMatch(event -> event.kind() == PrinterEvent.Kind.FAULT));
            failing.set(false);
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(Wire.exchange(endpoint.plain(), Wire.detect())).isNotEmpty();
                try (TlsClient client = TlsClient.connect(endpoint.tls(), "TLSv1.3")) {
                    assertThat(client.exchange(Wire.detect())).isNotEmpty();
                }
            }
        }
        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.ERROR)
                .hasSizeGreaterThanOrEqualTo(2 * ROUNDS)
                .allMatch(event -> event.getThrowableProxy() != null);
        assertThat(log.list)
                .noneMatch(event -> ch.qos.logback.classic.spi.ThrowableProxyUtil.asString(event.getThrowableProxy())
                        .contains(MARKER));
    }

    /** A responder may declare nothing, and throw an Error all the same. */
    private static RuntimeException sneaky(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        return (RuntimeException) fault;
    }
}
