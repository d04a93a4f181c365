package org.printfarm.bind.net;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * Takes a peer's reset for the everyday thing it is. MINA's own processor reports each one as an ERROR to the log, with
 * nothing for anybody to do. Public only because MINA makes it by reflection.
 */
public final class BindProcessor extends NioProcessor {

    /**
     * For MINA's processor pool.
     *
     * @param executor runs the processor while it has connections
     */
    public BindProcessor(ExecutorService executor) {
        super(executor);
    }

    @Override
    protected int read(NioSession session, IoBuffer buffer) throws Exception {
        try {
            return super.read(session, buffer);
        } catch (IOException reset) {
            noteReset(session);
            return -1;
        }
    }

    @Override
    protected int write(NioSession session, IoBuffer buffer, int length) throws IOException {
        try {
            return super.write(session, buffer, length);
        } catch (IOException reset) {
            noteReset(session);
            session.closeNow();
            return 0;
        }
    }

    private static void noteReset(NioSession session) {
        Exchange exchange = Exchange.of(session);
        if (exchange != null) {
            exchange.peerReset();
        }
    }
}
