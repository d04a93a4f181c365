package org.printfarm.bind.tls;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.ssl.SslFilter;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.TlsVersions;

/**
 * TLS for one connection. MINA's {@link SslFilter}, with cures for what was measured about it:
 *
 * <ul>
 *   <li>Its engine is made under a lock of all connections and with the peer's name: here by the printer's {@link
 *       PrinterTls}, without a name and without a lock.
 *   <li>Its handshake tasks run on two threads for the whole JVM, which also pin the class loader: here on the connection's
 *       processor ({@link TlsSession}).
 *   <li>It never sends close_notify after a reply and a close: here it goes out with the reply, and after a refusal before
 *       the connection is closed.
 *   <li>It keeps a failed handshake's sessionClosed to itself, and warns of writes that are acknowledged late: here both
 *       are passed on.
 * </ul>
 */
public final class TlsFilter extends SslFilter {

    /** What a plain connection counts as in events. */
    private static final String PLAIN = "PLAIN";

    private final PrinterTls tls;
    private final TlsOutcome outcome;

    public TlsFilter(PrinterTls tls, TlsOutcome outcome) {
        super(tls.context(), false);
        this.tls = tls;
        this.outcome = outcome;
    }

    /** What a connection is secured with, as a word for events: {@code PLAIN}, {@code TLSV1_2} or {@code TLSV1_3}. */
    public static String transportOf(IoSession session) {
        TlsSession handler = handlerOf(session);
        return handler == null ? PLAIN : handler.version();
    }

    /**
     * Says what TLS still owes at the end: close_notify, or the alert of a failure.
     *
     * @return done when it is with the kernel; null when nothing is owed
     */
    public static @Nullable WriteFuture sayGoodbye(IoSession session) {
        TlsSession handler = handlerOf(session);
        return handler == null ? null : handler.sayGoodbye();
    }

    private static @Nullable TlsSession handlerOf(IoSession session) {
        return (TlsSession) session.getAttribute(SSL_HANDLER);
    }

    @Override
    public void onPreAdd(IoFilterChain parent, String name, NextFilter next) {
        // The chain is built in one place only: nothing to check.
    }

    @Override
    protected SSLEngine createEngine(IoSession session, @Nullable InetSocketAddress peer) {
        return tls.newServerEngine(TlsVersions.TLS_1_2_AND_1_3);
    }

    /** Not synchronized, other than in the superclass: this filter belongs to one connection. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    protected void onConnected(NextFilter next, IoSession session) {
        session.setAttribute(SSL_HANDLER, new TlsSession(createEngine(session, null), session, next, outcome));
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) throws SSLException {
        TlsSession handler = handlerOf(session);
        if (handler != null) {
            handler.receive(next, (IoBuffer) message);
        }
    }

    @Override
    public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
        next.messageSent(session, request);
    }

    @Override
    public void sessionClosed(NextFilter next, IoSession session) {
        try {
            TlsSession handler = handlerOf(session);
            if (handler != null) {
                handler.release();
            }
        } finally {
            next.sessionClosed(session);
        }
    }
}
