package org.printfarm.bind.exchange;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.bind.frame.Frame;
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

    private final NioSession session;
    private final Endpoint endpoint;
    private final InetSocketAddress peer;
    private final RequestBuffer request = new RequestBuffer();
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean aborted = new AtomicBoolean();
    private volatile long deadline;
    private volatile Stage stage;
    private volatile boolean reset;
    private volatile @Nullable String denied;
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
        return stage.isWaiting();
    }

    /** Whether it was told how this ended. */
    boolean isOver() {
        return told.get();
    }

    /** What has come of its request. */
    RequestBuffer request() {
        return request;
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

    void replying() {
        stage = Stage.REPLY;
    }

    /** The reply is with the kernel. */
    void replied(String code) {
        tell(PrinterEvent.Kind.DETECTED, code, request.size());
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
        boolean saysGoodbye = stage != Stage.HANDSHAKE && endpoint.mayAnswer();
        tell(kind, code, request.size());
        stage = Stage.DRAIN;
        hurry();
        if (saysGoodbye) {
            Goodbye.thenClose(session);
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
        tell(PrinterEvent.Kind.FAULT, "PLUGIN_FAULT", request.size());
        session.closeNow();
    }

    /** The deadline has passed. The second time, with the last word still not taken, it is a hard close. */
    void timeOut() {
        boolean again = stage == Stage.DRAIN;
        tell(PrinterEvent.Kind.TIMED_OUT, stage.where(request.size()), request.size());
        stage = Stage.DRAIN;
        deadline = System.nanoTime() + DRAIN_TIME.toNanos();
        if (again) {
            session.closeNow();
        } else {
            Goodbye.thenClose(session);
        }
    }

    /** The service is closed or may not answer any more, as it may say more than once. */
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
        request.release();
    }

    private void lost() {
        tell(PrinterEvent.Kind.LOST, (reset ? "RESET_" : "EOF_") + stage.where(request.size()), request.size());
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
            Goodbye.thenEndOutput(session);
        } else {
            Goodbye.thenClose(session);
        }
    }

    private void hurry() {
        long latest = System.nanoTime() + DRAIN_TIME.toNanos();
        if (deadline - latest > 0) {
            deadline = latest;
        }
    }
}
