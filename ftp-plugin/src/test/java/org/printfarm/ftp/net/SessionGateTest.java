package org.printfarm.ftp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.mina.core.filterchain.IoFilter.NextFilter;
import org.apache.mina.core.session.DummySession;
import org.junit.jupiter.api.Test;
import org.printfarm.api.PrinterEvent.Kind;
import org.printfarm.api.contract.Loopback;

/** The limits at their real sizes, without a socket. */
class SessionGateTest {

    private static final InetSocketAddress LOCAL = new InetSocketAddress(Loopback.of("127.0.0.1"), 990);
    private static final int MANY = 1_000_000;

    private final SessionGate gate = new SessionGate();
    private final NextFilter next = mock(NextFilter.class);
    private final Endpoint endpoint = endpoint(MANY);
    private int ports;

    private static Endpoint endpoint(int sessionsPerPeer) {
        Endpoint endpoint = mock(Endpoint.class);
        when(endpoint.sessionsPerPeer()).thenReturn(sessionsPerPeer);
        return endpoint;
    }

    private DummySession open(Endpoint printer, int peer) {
        DummySession session = new DummySession();
        session.setLocalAddress(LOCAL);
        session.setRemoteAddress(new InetSocketAddress(Loopback.of("127.0.1." + peer), 1 + ports++ % 65_535));
        ControlHandler.assign(session, printer);
        gate.sessionOpened(next, session);
        return session;
    }

    private List<DummySession> open(Endpoint printer, int peer, int count) {
        List<DummySession> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sessions.add(open(printer, peer));
        }
        assertThat(sessions).noneMatch(DummySession::isClosing);
        return sessions;
    }

    private void assertTurnedAway(DummySession session, Endpoint printer, String code) {
        assertThat(session.isClosing()).isTrue();
        verify(next, never()).sessionOpened(session);
        verify(printer).publish(eq(Kind.OVERLOADED), any(), any(), eq(code));
        gate.sessionClosed(next, session);
    }

    @Test
    void oneAddressMayHaveItsShareOfAllPrintersAndNoMore() {
        Endpoint other = endpoint(MANY);
        List<DummySession> sessions = open(endpoint, 1, SessionGate.MAX_SESSIONS_OF_PEER / 2);
        sessions.addAll(open(other, 1, SessionGate.MAX_SESSIONS_OF_PEER / 2));
        assertTurnedAway(open(endpoint, 1), endpoint, "SESSIONS_OF_PEER");
        assertThat(open(endpoint, 2).isClosing()).isFalse();
        gate.sessionClosed(next, sessions.get(0));
        assertThat(open(other, 1).isClosing()).isFalse();
        assertTurnedAway(open(other, 1), other, "SESSIONS_OF_PEER");
    }

    @Test
    void allAddressesTogetherAreBoundedToo() {
        int peers = SessionGate.MAX_SESSIONS / SessionGate.MAX_SESSIONS_OF_PEER;
        List<DummySession> sessions = new ArrayList<>();
        for (int peer = 1; peer <= peers; peer++) {
            sessions.addAll(open(endpoint, peer, SessionGate.MAX_SESSIONS_OF_PEER));
        }
        assertThat(sessions).hasSize(1_024);
        assertTurnedAway(open(endpoint, peers + 1), endpoint, "SESSIONS");
        gate.sessionClosed(next, sessions.get(7));
        assertThat(open(endpoint, peers + 1).isClosing()).isFalse();
    }

    @Test
    void onePrinterMayAllowAnAddressLess() {
        Endpoint narrow = endpoint(2);
        open(narrow, 1, 2);
        assertTurnedAway(open(narrow, 1), narrow, "SESSIONS_OF_PEER");
        assertThat(open(narrow, 2).isClosing()).isFalse();
        assertThat(open(endpoint, 1).isClosing()).isFalse();
    }

    @Test
    void aConnectionThatWasTurnedAwayIsNotCountedWhenItEnds() {
        Endpoint narrow = endpoint(1);
        open(narrow, 1, 1);
        assertTurnedAway(open(narrow, 1), narrow, "SESSIONS_OF_PEER");
        assertThat(open(narrow, 1).isClosing()).isTrue();
    }
}
