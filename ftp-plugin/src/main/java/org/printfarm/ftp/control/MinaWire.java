package org.printfarm.ftp.control;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.printfarm.ftp.protocol.Reply;
import org.printfarm.ftp.session.ControlWire;

/** A session's replies on their way into MINA. */
final class MinaWire implements ControlWire {

    /** Replies that a client has not read, bytes. Beyond that it is asking without listening, and is dropped. */
    private static final long MAX_UNSENT_BYTES = 128 * 1024;

    private final IoSession session;

    MinaWire(IoSession session) {
        this.session = session;
    }

    @Override
    public void send(Reply reply) {
        if (session.getScheduledWriteBytes() > MAX_UNSENT_BYTES) {
            session.closeNow();
        } else {
            session.write(IoBuffer.wrap(reply.encode()));
        }
    }

    @Override
    public void loggedIn() {
        SessionGate.loggedIn(session);
    }

    @Override
    public void close() {
        TlsFilter.finish(session);
        session.closeOnFlush();
    }
}
