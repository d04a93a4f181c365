package org.printfarm.ftp.net;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;

/**
 * MINA's processor, but for three things. What is written on its own thread goes out at once and not at the end of a turn, behind
 * what all other connections have sent: a handshake would take a turn more. Any thread may suspend and resume reading, which
 * MINA's own sees a second later. And a peer's reset ends its connection without more ado, where MINA's own logs an ERROR.
 * Public only because MINA makes it by reflection.
 */
public final class FtpProcessor extends NioProcessor {

    private final Queue<Sent> sent = new ArrayDeque<>();
    private volatile @Nullable Thread own;

    /** What went out at once, of which the session is still to be told. */
    private record Sent(NioSession session, WriteRequest request) {}

    /**
     * For MINA's processor pool.
     *
     * @param executor runs the processor while it has connections
     */
    public FtpProcessor(Executor executor) {
        super(executor);
    }

    @Override
    protected int select(long millis) throws Exception {
        own = Thread.currentThread();
        for (Sent one = sent.poll(); one != null; one = sent.poll()) {
            one.session.getFilterChain().fireMessageSent(one.request);
        }
        return super.select(millis);
    }

    private boolean isOwnThread() {
        return Thread.currentThread().equals(own);
    }

    /** Called when the session's queue is empty. */
    @Override
    public void write(NioSession session, WriteRequest request) {
        if (isOwnThread()
                && session.getCurrentWriteRequest() == null
                && request.getMessage() instanceof IoBuffer bytes
                && bytes.hasRemaining()) {
            session.increaseWrittenBytes(write(session, bytes, bytes.remaining()), System.currentTimeMillis());
            if (!bytes.hasRemaining()) {
                sent.add(new Sent(session, request));
                return;
            }
        }
        super.write(session, request);
    }

    @Override
    public void updateTrafficControl(NioSession session) {
        if (isOwnThread()) {
            super.updateTrafficControl(session);
        } else {
            updateTrafficMask(session);
        }
    }

    /** Asked again and again until the buffer is full or nothing comes: once will do, and the selector tells what is left. */
    @Override
    protected int read(NioSession session, IoBuffer buffer) throws Exception {
        try {
            return buffer.position() > 0 ? 0 : super.read(session, buffer);
        } catch (IOException reset) {
            session.closeNow();
            return -1;
        }
    }

    @Override
    protected int write(NioSession session, IoBuffer buffer, int length) {
        try {
            return super.write(session, buffer, length);
        } catch (IOException reset) {
            session.closeNow();
            return 0;
        }
    }
}
