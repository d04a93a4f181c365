package org.printfarm.bind.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.printfarm.api.PrinterEvent;
import org.printfarm.bind.LivePrinter;
import org.printfarm.bind.Wire;

/** More connections than are let in. */
class OverloadIT {

    private static final int LIMIT = 8;
    private static final int PER_PEER = 4;

    @Test
    void peerWithTooManyIsTurnedAwayAndOthersAreServed() throws IOException {
        SessionGate gate = new SessionGate(LIMIT, PER_PEER);
        List<Socket> idle = new ArrayList<>();
        try (BindAcceptors acceptors = new BindAcceptors(gate);
                LiveEndpoint endpoint = new LiveEndpoint(acceptors, LiveEndpoint.DETECT)) {
            for (int i = 0; i < PER_PEER; i++) {
                idle.add(Wire.connect(endpoint.plain()));
            }
            await().atMost(LivePrinter.PATIENCE).until(() -> gate.size() == PER_PEER);
            assertTurnedAway(endpoint);
            assertThat(endpoint.events()).singleElement().satisfies(event -> {
                assertThat(event.kind()).isEqualTo(PrinterEvent.Kind.OVERLOADED);
                assertThat(event.code()).isEqualTo("TOO_MANY_FROM_PEER");
            });
            try (Socket other =
                    new Socket(endpoint.plain().getAddress(), 3000, InetAddress.getByName("127.0.0.2"), 0)) {
                other.getOutputStream().write(Wire.detect());
                assertThat(Wire.readToEnd(other)).isNotEmpty();
            }
            closeAll(idle);
            await().atMost(LivePrinter.PATIENCE).until(() -> gate.size() == 0);
            assertThat(Wire.exchange(endpoint.plain(), Wire.detect())).isNotEmpty();
        }
    }

    @Test
    void connectionBeyondTheLimitIsTurnedAwayAndLaterOnesAreServed() throws IOException {
        SessionGate gate = new SessionGate(PER_PEER, LIMIT);
        List<Socket> idle = new ArrayList<>();
        try (BindAcceptors acceptors = new BindAcceptors(gate);
                LiveEndpoint endpoint = new LiveEndpoint(acceptors, LiveEndpoint.DETECT)) {
            for (int i = 0; i < PER_PEER; i++) {
                idle.add(Wire.connect(i % 2 == 0 ? endpoint.plain() : endpoint.tls()));
            }
            await().atMost(LivePrinter.PATIENCE).until(gate::isFull);
            assertTurnedAway(endpoint);
            assertThat(endpoint.events()).singleElement().satisfies(event -> {
                assertThat(event.kind()).isEqualTo(PrinterEvent.Kind.OVERLOADED);
                assertThat(event.code()).isEqualTo("TOO_MANY_SESSIONS");
            });
            closeAll(idle);
            await().atMost(LivePrinter.PATIENCE).until(() -> gate.size() == 0);
            assertThat(Wire.exchange(endpoint.plain(), Wire.detect())).isNotEmpty();
        }
    }

    private static void assertTurnedAway(LiveEndpoint endpoint) throws IOException {
        try (Socket socket = Wire.connect(endpoint.plain())) {
            assertThat(Wire.readToEnd(socket)).isEmpty();
        }
        await().atMost(LivePrinter.PATIENCE).until(() -> !endpoint.events().isEmpty());
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
