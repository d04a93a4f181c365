package org.printfarm.ftp.net;

import java.io.IOException;
import java.util.concurrent.Executor;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * Ends a connection that the peer has reset, without more ado. MINA's own processor logs each one as an ERROR, though nobody
 * has to do anything. Public only because MINA makes it by reflection.
 */
public final class ControlProcessor extends NioProcessor {

    /**
     * For MINA's processor pool.
     *
     * @param executor runs the processor while it has connections
     */
    public ControlProcessor(Executor executor) {
        super(executor);
    }

    @Override
    protected int read(NioSession session, IoBuffer buffer) throws Exception {
        try {
            return super.read(session, buffer);
        } catch (IOException reset) {
            session.closeNow();
            return -1;
        }
    }

    @Override
    protected int write(NioSession session, IoBuffer buffer, int length) throws IOException {
        try {
            return super.write(session, buffer, length);
        } catch (IOException reset) {
            session.closeNow();
            return 0;
        }
    }
}
