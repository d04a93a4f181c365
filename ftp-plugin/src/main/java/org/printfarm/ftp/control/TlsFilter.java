package org.printfarm.ftp.control;

import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteRequest;
import org.printfarm.ftp.tls.TlsPipe;

/**
 * TLS on control connections, in place of MINA's SslFilter, which loses close_notify, replies on a half-close and {@code
 * sessionClosed} after a failed handshake. What follows sees {@code sessionOpened} when the handshake is over, text both
 * ways, and {@code inputClosed} for close_notify as well as for FIN.
 */
final class TlsFilter extends IoFilterAdapter {

    private static final AttributeKey LINK = new AttributeKey(TlsFilter.class, "link");

    /** One connection's TLS. Its lock keeps encrypted records in the order of the writes. */
    private static final class Link {
        private final TlsPipe pipe;
        private ByteBuffer unread = ByteBuffer.allocate(0);
        private boolean opened;

        private Link(TlsPipe pipe) {
            this.pipe = pipe;
        }

        private void add(ByteBuffer bytes) {
            ByteBuffer all = ByteBuffer.allocate(unread.remaining() + bytes.remaining());
            unread = all.put(unread).put(bytes).flip();
        }

        private boolean opensNow() {
            boolean now = !opened && pipe.isEstablished();
            opened |= now;
            return now;
        }
    }

    @Override
    public void sessionOpened(NextFilter next, IoSession session) {
        ControlHandler.endpoint(session)
                .ifPresent(endpoint -> session.setAttribute(LINK, new Link(new TlsPipe(endpoint.newEngine()))));
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) throws SSLException {
        Link link = link(session).orElse(null);
        if (link == null || !(message instanceof IoBuffer bytes)) {
            return;
        }
        synchronized (link) {
            link.add(bytes.buf());
        }
        while (advance(next, session, link)) {
            // One record at a time, so that its commands are answered before close_notify behind it is read.
        }
    }

    /** True when there may be more to decrypt. */
    private static boolean advance(NextFilter next, IoSession session, Link link) throws SSLException {
        ByteBuffer plain = ByteBuffer.allocate(TlsPipe.MAX_RECORD_BYTES);
        TlsPipe.Progress progress;
        boolean opens;
        synchronized (link) {
            try {
                progress = link.pipe.decryptOne(link.unread, plain);
                opens = link.opensNow();
            } finally {
                send(next, session, link, Optional.empty());
            }
        }
        if (opens) {
            next.sessionOpened(session);
        }
        if (plain.flip().hasRemaining()) {
            next.messageReceived(session, IoBuffer.wrap(plain));
        }
        if (progress == TlsPipe.Progress.CLOSED) {
            next.inputClosed(session);
        }
        return progress == TlsPipe.Progress.TEXT && !session.isClosing();
    }

    @Override
    public void filterWrite(NextFilter next, IoSession session, WriteRequest request) throws SSLException {
        Link link = link(session).orElse(null);
        if (link == null || !(request.getMessage() instanceof IoBuffer text)) {
            return;
        }
        synchronized (link) {
            link.pipe.encrypt(text.buf());
            send(next, session, link, Optional.of(request));
        }
    }

    /** Hands over what is encrypted; the request's future then tells when it is with the network stack. */
    private static void send(NextFilter next, IoSession session, Link link, Optional<WriteRequest> request) {
        ByteBuffer out = link.pipe.takeOutgoing();
        if (out.hasRemaining()) {
            IoBuffer message = IoBuffer.wrap(out);
            next.filterWrite(
                    session,
                    request.map(original -> new DefaultWriteRequest(message, original.getFuture()))
                            .orElseGet(() -> new DefaultWriteRequest(message)));
        }
    }

    /** Sends close_notify after all that was written. Closing the session is the caller's, after this. */
    static void finish(IoSession session) {
        var entry = session.getFilterChain().getEntry(TlsFilter.class);
        Link link = link(session).orElse(null);
        if (entry != null && link != null) {
            synchronized (link) {
                link.pipe.finish();
                send(entry.getNextFilter(), session, link, Optional.empty());
            }
        }
    }

    /** Why the handshake failed; empty when it did not. */
    static Optional<String> handshakeFailure(IoSession session) {
        return link(session).flatMap(link -> {
            synchronized (link) {
                return link.pipe.isEstablished() ? Optional.empty() : Optional.of(link.pipe.failure());
            }
        });
    }

    @Override
    public void inputClosed(NextFilter next, IoSession session) {
        if (link(session).filter(link -> link.opened).isPresent()) {
            next.inputClosed(session);
        } else {
            session.closeNow();
        }
    }

    @Override
    public void sessionClosed(NextFilter next, IoSession session) {
        if (session.removeAttribute(LINK) instanceof Link link) {
            synchronized (link) {
                link.pipe.dispose();
            }
        }
        next.sessionClosed(session);
    }

    private static Optional<Link> link(IoSession session) {
        return session.getAttribute(LINK) instanceof Link link ? Optional.of(link) : Optional.empty();
    }
}
