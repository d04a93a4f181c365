package org.printfarm.bind.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.bind.LivePrinter;
import org.printfarm.bind.TlsClient;
import org.printfarm.bind.Wire;
import org.printfarm.bind.exchange.ConnectionLimiter;

/** More connections than are let in: who says nothing makes room, and everybody is answered. */
class OverloadIT {

    private static final int MANY = 8;
    private static final int FEW = 4;

    private final List<Socket> idle = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : idle) {
            socket.close();
        }
    }

    @Test
    void greedyAddressIsHeldToAFewAtEachPortAndIsItselfServed() throws IOException {
        ConnectionLimiter gate = new ConnectionLimiter(MANY, MANY, FEW);
        try (BindAcceptors acceptors = new BindAcceptors(gate);
                LiveEndpoint endpoint = new LiveEndpoint(acceptors, LiveEndpoint.DETECT);
                LiveEndpoint neighbour = new LiveEndpoint(acceptors, LiveEndpoint.DETECT)) {
            fill(gate, endpoint.plain());
            assertAnswered(gate, endpoint, "127.0.0.1", "TOO_MANY_FROM_PEER");
            assertThat(Wire.exchange(neighbour.plain(), Wire.detect())).isNotEmpty();
            assertThat(neighbour.events()).extracting(PrinterEvent::code).containsExactly("PLAIN");
        }
    }

    @Test
    void greedyAddressAtManyPortsMakesRoomForItself() throws IOException {
        ConnectionLimiter gate = new ConnectionLimiter(MANY, FEW, FEW);
        try (BindAcceptors acceptors = new BindAcceptors(gate);
                LiveEndpoint endpoint = new LiveEndpoint(acceptors, LiveEndpoint.DETECT)) {
            fill(gate, endpoint.plain(), endpoint.tls());
            assertAnswered(gate, endpoint, "127.0.0.1", "TOO_MANY_FROM_PEER");
        }
    }

    @Test
    void silentOnesMakeRoomWhenThereAreTooManyInAll() throws IOException {
        ConnectionLimiter gate = new ConnectionLimiter(FEW, MANY, MANY);
        try (BindAcceptors acceptors = new BindAcceptors(gate);
                LiveEndpoint endpoint = new LiveEndpoint(acceptors, LiveEndpoint.DETECT)) {
            fill(gate, endpoint.plain(), endpoint.tls());
            assertAnswered(gate, endpoint, "127.0.0.2", "TOO_MANY_SESSIONS");
        }
    }

    @Test
    void whoHasAHandshakeBehindItIsToldTheEnd() throws IOException {
        ConnectionLimiter gate = new ConnectionLimiter(MANY, MANY, 1);
        try (BindAcceptors acceptors = new BindAcceptors(gate);
                LiveEndpoint endpoint = new LiveEndpoint(acceptors, LiveEndpoint.DETECT);
                TlsClient early = TlsClient.connect(endpoint.tls(), "TLSv1.2")) {
            early.handshake();
            try (TlsClient late = TlsClient.connect(endpoint.tls(), "TLSv1.3")) {
                assertThat(late.exchange(Wire.detect())).isNotEmpty();
            }
            assertThat(early.readToEnd()).isEmpty();
            assertThat(early.gotCloseNotify()).isTrue();
        }
    }

    /** One after the other: each acceptor has a thread of its own. */
    private void fill(ConnectionLimiter gate, InetSocketAddress... ports) throws IOException {
        for (int i = 0; i < FEW; i++) {
            idle.add(Wire.connect(ports[i % ports.length]));
            await().atMost(LivePrinter.PATIENCE).until(() -> gate.size() == idle.size());
        }
    }

    /** The first of the silent ones goes, and later on all can come again. */
    private void assertAnswered(ConnectionLimiter gate, LiveEndpoint endpoint, String from, String code)
            throws IOException {
        try (Socket late = new Socket(endpoint.plain().getAddress(), 3000, InetAddress.getByName(from), 0)) {
            late.getOutputStream().write(Wire.detect());
            assertThat(Wire.readToEnd(late)).isNotEmpty();
        }
        assertThat(Wire.readToEnd(idle.get(0))).isEmpty();
        await().atMost(LivePrinter.PATIENCE).until(() -> endpoint.events().size() == 2);
        assertThat(endpoint.events())
                .extracting(PrinterEvent::kind)
                .containsExactlyInAnyOrder(PrinterEvent.Kind.OVERLOADED, PrinterEvent.Kind.DETECTED);
        assertThat(endpoint.events()).extracting(PrinterEvent::code).containsExactlyInAnyOrder(code, "PLAIN");
        close();
        await().atMost(LivePrinter.PATIENCE).until(() -> gate.size() == 0);
    }
}
