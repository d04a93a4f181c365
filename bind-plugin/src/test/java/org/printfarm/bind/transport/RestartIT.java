package org.printfarm.bind.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestScheduler;
import org.printfarm.api.net.LastingThreads;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.bind.LivePrinter;
import org.printfarm.bind.Wire;
import org.printfarm.bind.exchange.BindConnection;
import org.printfarm.bind.exchange.ConnectionLimiter;
import org.printfarm.bind.exchange.Endpoint;
import org.printfarm.bind.exchange.Exchanges;

/** An Error that escapes into MINA's loops, which MINA itself does not survive. */
class RestartIT {

    private final AtomicBoolean armed = new AtomicBoolean();
    private final AtomicInteger restarts = new AtomicInteger();
    private final List<PrinterEvent> events = new CopyOnWriteArrayList<>();
    private final BindAcceptors acceptors = new BindAcceptors();
    private final LastingThreads threads = new LastingThreads("bind", thrown -> {});
    private final TestScheduler scheduler = new TestScheduler();

    @AfterEach
    void stop() {
        acceptors.close();
        threads.close(Duration.ofSeconds(1));
        scheduler.close();
    }

    private Endpoint endpoint(Optional<PrinterTls> tls) {
        return new Endpoint(
                new InetSocketAddress(Loopback.next(), 3000),
                "port",
                tls,
                LiveEndpoint.DETECT,
                Duration.ofSeconds(60),
                peer -> false,
                () -> true,
                events::add,
                restarts::incrementAndGet);
    }

    private void failOnce() {
        if (armed.getAndSet(false)) {
            throw new StackOverflowError("made by a test");
        }
    }

    private static void assertServes(Endpoint endpoint) throws IOException {
        assertThat(Wire.exchange(endpoint.local(), Wire.detect())).isNotEmpty();
    }

    @Test
    void aProcessorGoesOn() throws IOException {
        try (LiveEndpoint endpoint = new LiveEndpoint(acceptors, LiveEndpoint.DETECT)) {
            BrokenLoops.breakPlainProcessor(acceptors);
            await().atMost(LivePrinter.PATIENCE)
                    .untilAsserted(() -> assertThat(endpoint.restarts()).hasValue(1));
            assertThat(Wire.exchange(endpoint.plain(), Wire.detect())).isNotEmpty();
        }
    }

    /** Who asks while the loop fails is not left waiting; the host asks again. */
    private static void bindInTheEnd(LastingAcceptor lasting, Endpoint endpoint) {
        await().atMost(LivePrinter.PATIENCE).until(() -> {
            try {
                lasting.bind(endpoint);
                return true;
            } catch (IOException failing) {
                return false;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAcceptorIsReplacedOnAllItsPorts(boolean onProcessor) throws IOException {
        Endpoints endpoints = new Endpoints();
        Exchanges exchanges = new Exchanges(new ConnectionLimiter());
        AcceptBackoff rest = new AcceptBackoff(scheduler, endpoints);
        var network = new Network(new Listeners(), endpoints, exchanges, rest);
        BindProcessor processor = new BindProcessor(loop -> threads.execute(loop, () -> true));
        BindProcessor accepting = onProcessor ? processor : null;
        LastingAcceptor lasting = new LastingAcceptor(
                threads, executor -> new BindAcceptor(executor, List.of(processor), accepting, network) {
                    @Override
                    protected int select() throws Exception {
                        failOnce();
                        return super.select();
                    }
                });
        List<Endpoint> both = List.of(endpoint(Optional.empty()), endpoint(Optional.empty()));
        both.forEach(endpoints::add);
        lasting.bind(both.get(0));
        armed.set(true);
        bindInTheEnd(lasting, both.get(1));
        await().atMost(LivePrinter.PATIENCE).until(() -> restarts.get() > 0);
        for (Endpoint each : both) {
            assertServes(each);
            assertThat(lasting.isBound(each)).isTrue();
        }
        lasting.unbind(both.get(0));
        lasting.bind(both.get(0));
        assertServes(both.get(0));
        lasting.dispose();
        processor.dispose();
        rest.close();
    }

    @Test
    void anErrorAtANewConnectionCostsThisOneOnly() throws IOException {
        try (LiveEndpoint endpoint = new LiveEndpoint(acceptors, LiveEndpoint.DETECT);
                ServerSocketChannel door = ServerSocketChannel.open().bind(new InetSocketAddress(Loopback.next(), 0));
                Socket client = Wire.connect((InetSocketAddress) door.getLocalAddress())) {
            BindAcceptor acceptor =
                    Objects.requireNonNull(acceptors.opened()).plain().current();
            BindProcessor processor = acceptor.nextProcessor();
            armed.set(true);
            acceptor.begin(poisoned(acceptor, processor, door.accept()));
            assertThat(Wire.readToEnd(client)).isEmpty();
            assertThat(Wire.exchange(endpoint.plain(), Wire.detect())).isNotEmpty();
            assertThat(endpoint.restarts()).hasValue(0);
        }
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(PrinterEvent.Kind.FAULT);
            assertThat(event.code()).isEqualTo("PLUGIN_FAULT");
        });
    }

    /** Its registration with the selector fails, as for want of memory. */
    private BindSession poisoned(BindAcceptor acceptor, BindProcessor processor, SocketChannel channel)
            throws IOException {
        InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
        BindSession session =
                new BindSession(acceptor, processor, channel, (InetSocketAddress) channel.getLocalAddress(), peer) {
                    @Override
                    public boolean isReadSuspended() {
                        if (watch() == Watch.SELECTOR) {
                            failOnce();
                        }
                        return false;
                    }
                };
        session.attach(new BindConnection(session, endpoint(Optional.empty()), peer, System.nanoTime()));
        return session;
    }

    @Test
    void anErrorOfTheTlsContextCostsItsConnectionOnly() throws IOException {
        PrinterTls failing = Mockito.mock(PrinterTls.class);
        Mockito.when(failing.context()).thenThrow(new StackOverflowError("made by a test"));
        Endpoint endpoint = endpoint(Optional.of(failing));
        assertThat(acceptors.listen(endpoint, scheduler)).isEmpty();
        assertThat(Wire.exchange(endpoint.local())).isEmpty();
        await().atMost(LivePrinter.PATIENCE)
                .untilAsserted(
                        () -> assertThat(events).extracting(PrinterEvent::code).containsExactly("PLUGIN_FAULT"));
        assertThat(restarts).hasValue(0);
    }
}
