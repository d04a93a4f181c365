package org.printfarm.bind.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;
import org.printfarm.api.contract.Loopback;

class AcceptBackoffIT {

    private final Queue<Runnable> later = new ArrayDeque<>();

    private final Scheduler byHand = new Scheduler() {
        @Override
        public Registration after(Duration delay, Runnable task) {
            later.add(task);
            return () -> later.remove(task);
        }

        @Override
        public Registration every(Duration first, Duration period, Runnable task) {
            throw new UnsupportedOperationException("a rest happens once");
        }
    };

    @Test
    void theReserveIsGivenBackForTheRestAndTakenAgainAfterIt() throws IOException {
        AcceptBackoff rest = new AcceptBackoff(byHand, new Endpoints());
        try (Selector selector = Selector.open();
                ServerSocketChannel listener = listening()) {
            SelectionKey key = listener.register(selector, SelectionKey.OP_ACCEPT);
            assertThat(rest.held()).isEqualTo(AcceptBackoff.RESERVE);
            rest.rest(key, new IOException("nobody"));
            assertThat(rest.held()).isZero();
            assertThat(key.interestOps()).isZero();
            later.remove().run();
            assertThat(rest.held()).isEqualTo(AcceptBackoff.RESERVE);
            assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_ACCEPT);
        } finally {
            rest.close();
        }
        assertThat(rest.held()).isZero();
    }

    @Test
    void aRestThatEndsAfterTheCloseTakesNothing() throws IOException {
        AcceptBackoff rest = new AcceptBackoff(byHand, new Endpoints());
        try (Selector selector = Selector.open();
                ServerSocketChannel listener = listening()) {
            rest.rest(listener.register(selector, SelectionKey.OP_ACCEPT), new IOException("nobody"));
            rest.close();
        }
        later.remove().run();
        assertThat(rest.held()).isZero();
    }

    private static ServerSocketChannel listening() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(Loopback.next(), 0));
        listener.configureBlocking(false);
        return listener;
    }
}
