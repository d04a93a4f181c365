package org.printfarm.bind.exchange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.bind.frame.Frame;
import org.printfarm.bind.tls.TlsFilter;
import org.printfarm.bind.tls.TlsOutcome;

/**
 * One connection from accept to close: what has come, how far it is, and how it ended, which is told exactly once.
 *
 * <p>On the connection's processor thread, except for {@link #timeOut}, {@link #abort}, {@link #displace}, {@link
 * #isWaiting} and {@link #isDue}.
 */
public final class BindConnection implements TlsOutcome {

    /** How long a peer gets to take the end of the connection in when it still sends. */
    static final Duration DRAIN_TIME = Duration.ofSeconds(1);

    /** How much a peer may still send after the end, bytes. */
    static final int MAX_DRAIN_BYTES = 64 * 1024;

    /** A session of MINA's that knows its connection. */
    public interface Holder {

        /** Null for one that no endpoint took. */
        @Nullable
        BindConnection connection();
    }

    /** How far it is. */
    enum Stage {
        /** TLS handshake. */
        HANDSHAKE,
        /** Waiting for the rest of the request. */
        REQUEST,
        /** Waiting until the reply is with the kernel. */
        REPLY,
        /** All is said; swallowing what the peer still sends, so that the close does not become a reset. */
        DRAIN
    }

    private final NioSession session;
    private final Endpoint endpoint;
    private final InetSocketAddress peer;
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean aborted = new AtomicBoolean();
    private volatile long deadline;
    private volatile Stage stage;
    private volatile boolean reset;
    private volatile int size;
    private volatile @Nullable String denied;
    private byte[] pending = new byte[0];
    private boolean moreWaits;
    private int drained;

    public BindConnection(NioSession session, Endpoint endpoint, InetSocketAddress peer, long now) {
        this.session = session;
        this.endpoint = endpoint;
        this.peer = peer;
        this.deadline = now + endpoint.readTimeout().toNanos();
        this.stage = endpoint.tls().isPresent() ? Stage.HANDSHAKE : Stage.REQUEST;
    }

    public static @Nullable BindConnection of(IoSession session) {
        return ((Holder) session).connection();
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    InetSocketAddress peer() {
        return peer;
    }

    Stage stage() {
        return stage;
    }

    boolean isDue(long now) {
        return deadline - now <= 0;
    }

    /** There are too many, none of which can go: to be closed as soon as a processor has it. */
    void deny(String code) {
        denied = code;
    }

    /** Whether it was denied, and then it is closed. */
    public boolean endDenied() {
        String code = denied;
        if (code != null) {
            tell(PrinterEvent.Kind.OVERLOADED, code, 0);
            session.closeNow();
        }
        return code != null;
    }

    /** Whether its peer has not sent a whole request yet. */
    boolean isWaiting() {
        Stage now = stage;
        return now == Stage.HANDSHAKE || now == Stage.REQUEST;
    }

    /** Whether it was told how this ended. */
    boolean isOver() {
        return told.get();
    }

    /** What has come of the request, or the size of its frame once that is known; bytes. */
    int size() {
        return size;
    }

    /** Notes raw bytes; false when the exchange is over and nobody wants them. */
    boolean wants(IoBuffer raw) {
        moreWaits = raw.limit() == raw.capacity();
        if (stage != Stage.DRAIN) {
            return true;
        }
        drained += raw.remaining();
        if (!moreWaits || drained > MAX_DRAIN_BYTES) {
            session.closeNow();
        }
        return false;
    }

    @Override
    public void secured() {
        if (stage == Stage.HANDSHAKE) {
            stage = Stage.REQUEST;
        }
    }

    /** All of the request that has come, with these bytes: valid until the next call. */
    ByteBuffer gather(ByteBuffer next) {
        int added = next.remaining();
        if (size == 0) {
            size = added;
            return next;
        }
        int held = pending.length;
        pending = Arrays.copyOf(pending, held + added);
        next.duplicate().get(pending, held, added);
        size = pending.length;
        return ByteBuffer.wrap(pending);
    }

    /** Keeps an incomplete request for the next read: the read buffer belongs to MINA. */
    void keep(ByteBuffer request) {
        if (pending.length < request.remaining()) {
            pending = new byte[request.remaining()];
            request.duplicate().get(pending);
        }
    }

    /** The size of the request's frame, once it is known. */
    void measured(int totalBytes) {
        size = totalBytes;
    }

    void replying() {
        stage = Stage.REPLY;
    }

    /** The reply is with the kernel. */
    void replied(String code) {
        tell(PrinterEvent.Kind.DETECTED, code, size);
        end();
    }

    /** Turns the peer away: no bytes and a close. */
    void refuse(String code, int length) {
        tell(PrinterEvent.Kind.REFUSED, code, length);
        end();
    }

    @Override
    public void tlsFailed(String code) {
        tell(PrinterEvent.Kind.TLS_FAILED, code, 0);
        end();
    }

    /** It makes room for another one. Its handshake is not waited for. */
    void displace(String code) {
        cut(PrinterEvent.Kind.OVERLOADED, code);
    }

    private void cut(PrinterEvent.Kind kind, String code) {
        boolean secured = stage != Stage.HANDSHAKE;
        tell(kind, code, size);
        stage = Stage.DRAIN;
        hurry();
        if (secured) {
            afterGoodbye(session::closeNow);
        } else {
            session.closeNow();
        }
    }

    /** The process has no file descriptors left, and so this connection cannot be served. */
    void starved() {
        if (told.compareAndSet(false, true)) {
            endpoint.publishNoDescriptors();
        }
        session.closeNow();
    }

    public void fault() {
        tell(PrinterEvent.Kind.FAULT, "PLUGIN_FAULT", size);
        session.closeNow();
    }

    /** The deadline has passed. The second time, with the last word still not taken, it is a hard close. */
    void timeOut() {
        boolean again = stage == Stage.DRAIN;
        tell(PrinterEvent.Kind.TIMED_OUT, where(), size);
        stage = Stage.DRAIN;
        deadline = System.nanoTime() + DRAIN_TIME.toNanos();
        if (again) {
            session.closeNow();
        } else {
            afterGoodbye(session::closeNow);
        }
    }

    /** The service is closed, as it may say more than once. */
    void abort() {
        if (!aborted.getAndSet(true)) {
            cut(PrinterEvent.Kind.REFUSED, "SERVICE_CLOSED");
        }
    }

    public void peerReset() {
        reset = true;
    }

    /** The peer sends no more: it may well still read, so a reply on its way is not cut off. */
    void inputEnded() {
        if (stage == Stage.REPLY && !reset) {
            session.suspendRead();
        } else {
            lost();
            session.closeNow();
        }
    }

    /** The connection is closed, for whatever reason. */
    void closed() {
        lost();
        pending = new byte[0];
    }

    private void lost() {
        tell(PrinterEvent.Kind.LOST, (reset ? "RESET_" : "EOF_") + where(), size);
    }

    private String where() {
        return switch (stage) {
            case HANDSHAKE -> "IN_HANDSHAKE";
            case REQUEST -> size == 0 ? "BEFORE_REQUEST" : "IN_REQUEST";
            case REPLY, DRAIN -> "IN_REPLY";
        };
    }

    private void tell(PrinterEvent.Kind kind, String code, long bytes) {
        if (told.compareAndSet(false, true)) {
            endpoint.publish(kind, peer, code, Math.min(bytes, Frame.MAX_TOTAL_BYTES));
        }
    }

    /**
     * The end, once TLS has said its last word. A close while bytes wait unread would be a reset, which can take the reply
     * with it: so those are swallowed first.
     */
    private void end() {
        boolean drain = moreWaits;
        stage = Stage.DRAIN;
        if (drain) {
            hurry();
        }
        afterGoodbye(drain ? this::endOutput : session::closeNow);
    }

    private void afterGoodbye(Runnable last) {
        WriteFuture goodbye = TlsFilter.sayGoodbye(session);
        if (goodbye == null) {
            last.run();
        } else {
            goodbye.addListener(sent -> Faults.contain(last));
        }
    }

    private void endOutput() {
        try {
            ((SocketChannel) session.getChannel()).shutdownOutput();
        } catch (IOException gone) {
            session.closeNow();
        }
    }

    private void hurry() {
        long latest = System.nanoTime() + DRAIN_TIME.toNanos();
        if (deadline - latest > 0) {
            deadline = latest;
        }
    }
}
