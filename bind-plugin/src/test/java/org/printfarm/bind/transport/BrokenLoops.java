package org.printfarm.bind.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.mina.core.filterchain.IoFilterChain;

/** Breaks a loop that runs: an Error escapes where only MINA could catch it. */
public final class BrokenLoops {

    private BrokenLoops() {}

    /** The loop that accepts and answers all plain connections. */
    public static void breakPlainProcessor(BindAcceptors acceptors) throws IOException {
        BindAcceptor acceptor =
                Objects.requireNonNull(acceptors.opened()).plain().current();
        BindProcessor processor = acceptor.nextProcessor();
        acceptor.begin(new BindSession(acceptor, processor, SocketChannel.open(), null, null) {
            private final AtomicBoolean armed = new AtomicBoolean(true);

            @Override
            public IoFilterChain getFilterChain() {
                if (armed.getAndSet(false)) {
                    throw new StackOverflowError("made by a test");
                }
                return super.getFilterChain();
            }
        });
    }
}
