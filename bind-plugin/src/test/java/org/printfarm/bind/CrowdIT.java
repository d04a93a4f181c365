package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestPrinters;

/** Right replies for all while many others idle, drip or begin TLS handshakes without end. */
class CrowdIT {

    private static final int CLIENTS = 16;
    private static final int EXCHANGES = 2_000;
    private static final int IDLE = 200;
    private static final int DRIPPING = 64;
    private static final int FLOODING = 8;

    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final ExecutorService crowd = Executors.newCachedThreadPool();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final List<Socket> held = new ArrayList<>();
    private BindServiceFactory factory;
    private LivePrinter printer;

    @BeforeEach
    void start() {
        factory = new BindServiceFactory();
        printer = LivePrinter.start(factory, TestPrinters.next(), Map.of("read-timeout", "5m"));
    }

    @AfterEach
    void stop() throws IOException {
        going.set(false);
        clients.shutdownNow();
        crowd.shutdownNow();
        for (Socket socket : held) {
            socket.close();
        }
        printer.close();
        factory.close();
    }

    /** Each one begins a handshake that costs the server its signature, and leaves. */
    @Test
    void floodOfHandshakesDoesNotKeepPlainClientsOut() throws Exception {
        List<Future<Integer>> floods = new ArrayList<>();
        for (int i = 0; i < FLOODING; i++) {
            floods.add(crowd.submit(() -> {
                int handshakes = 0;
                while (going.get()) {
                    try (TlsClient client = TlsClient.connect(printer.tls(), "TLSv1.3")) {
                        client.handshake();
                        handshakes++;
                    }
                }
                return handshakes;
            }));
        }
        assertAllRight(printer.plain());
        going.set(false);
        for (Future<Integer> flood : floods) {
            assertThat(flood.get()).isPositive();
        }
    }

    @Test
    void idleAndDrippingPeersDoNotCostAReply() throws Exception {
        byte[] request = Wire.detect();
        for (int i = 0; i < IDLE; i++) {
            held.add(Wire.connect(i % 2 == 0 ? printer.plain() : printer.tls()));
        }
        List<Socket> dripping = new ArrayList<>();
        for (int i = 0; i < DRIPPING; i++) {
            dripping.add(Wire.connect(printer.plain()));
        }
        held.addAll(dripping);
        Future<?> drips = crowd.submit(() -> {
            for (int i = 0; i < request.length; i++) {
                for (Socket socket : dripping) {
                    socket.getOutputStream().write(request, i, 1);
                }
            }
            return null;
        });
        assertAllRight(printer.plain());
        drips.get();
        for (Socket socket : dripping) {
            assertThat(Wire.readToEnd(socket)).isEqualTo(printer.expectedReply());
        }
    }

    private void assertAllRight(InetSocketAddress server) throws Exception {
        byte[] expected = printer.expectedReply();
        Callable<Void> exchange = () -> {
            assertThat(Wire.exchange(server, Wire.detect())).isEqualTo(expected);
            return null;
        };
        List<Future<Void>> exchanges = new ArrayList<>();
        for (int i = 0; i < EXCHANGES; i++) {
            exchanges.add(clients.submit(exchange));
        }
        for (Future<Void> done : exchanges) {
            done.get();
        }
    }
}
