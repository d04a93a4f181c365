package org.printfarm.ftp.control;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.printfarm.api.net.OpenFiles;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.protocol.LineDecoder;
import org.printfarm.ftp.protocol.Reply;
import org.printfarm.ftp.session.FtpSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between MINA and a session: text to lines, lines to the session. Knows by the local address which printer is meant. */
final class ControlHandler extends IoHandlerAdapter {

    /** From accept to the end of the TLS handshake. */
    static final Duration HANDSHAKE_DEADLINE = Duration.ofSeconds(20);

    /** The same for a connection that will only be told that there is no room for it. */
    static final Duration TURN_AWAY_DEADLINE = Duration.ofSeconds(5);

    private static final AttributeKey ENDPOINT = new AttributeKey(ControlHandler.class, "endpoint");
    private static final AttributeKey TOLD = new AttributeKey(ControlHandler.class, "told");
    private static final AttributeKey CONVERSATION = new AttributeKey(ControlHandler.class, "conversation");
    private static final Logger LOG = LoggerFactory.getLogger(ControlHandler.class);

    private record Conversation(FtpSession session, LineDecoder lines) {}

    /** Remembers whom a connection is for. */
    static void assign(IoSession session, Endpoint endpoint) {
        session.setAttribute(ENDPOINT, endpoint);
    }

    static Optional<Endpoint> endpoint(IoSession session) {
        return session.getAttribute(ENDPOINT) instanceof Endpoint endpoint ? Optional.of(endpoint) : Optional.empty();
    }

    private static Optional<Conversation> conversation(IoSession session) {
        return session.getAttribute(CONVERSATION) instanceof Conversation conversation
                ? Optional.of(conversation)
                : Optional.empty();
    }

    @Override
    public void sessionOpened(IoSession session) {
        if (SessionGate.isTurnedAway(session)) {
            MinaWire wire = new MinaWire(session);
            wire.send(new Reply(421, "Too many connections are open; try again later."));
            wire.close();
            return;
        }
        endpoint(session).ifPresent(endpoint -> {
            FtpSession ftp = endpoint.open(new MinaWire(session), peer(session), local(session));
            session.setAttribute(CONVERSATION, new Conversation(ftp, new LineDecoder()));
            ftp.begin();
        });
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
        Conversation conversation = conversation(session).orElse(null);
        if (conversation == null) {
            return;
        }
        ByteBuffer text = ((IoBuffer) message).buf();
        boolean more = true;
        while (more && text.hasRemaining()) {
            LineDecoder.Result result = conversation.lines().next(text);
            more = !(result instanceof LineDecoder.Result.TooLong);
            conversation.session().onLine(result);
        }
    }

    @Override
    public void inputClosed(IoSession session) {
        conversation(session).ifPresentOrElse(open -> open.session().onEndOfInput(), session::closeNow);
    }

    @Override
    public void sessionClosed(IoSession session) {
        conversation(session)
                .ifPresentOrElse(
                        open -> open.session().onClosed(),
                        () -> tellOnce(session, PrinterEvent.Kind.LOST, "EOF_IN_HANDSHAKE"));
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        if (cause instanceof SSLException) {
            TlsFilter.handshakeFailure(session).ifPresent(code -> publish(session, PrinterEvent.Kind.TLS_FAILED, code));
            session.closeOnFlush();
            return;
        }
        if (!(cause instanceof IOException) && OpenFiles.areUsedUp()) {
            endpoint(session)
                    .ifPresent(
                            endpoint -> endpoint.publishNoDescriptors((InetSocketAddress) session.getLocalAddress()));
        } else if (!(cause instanceof IOException)) {
            LOG.error("a control connection failed inside the plugin", cause);
            publish(session, PrinterEvent.Kind.FAULT, "CONTROL");
        }
        session.closeNow();
    }

    /** Looks at the time-outs of one connection. */
    static void tick(IoSession session, long now) {
        Optional<Conversation> open = conversation(session);
        if (open.isPresent()) {
            open.get().session().tick(now);
        } else if (System.currentTimeMillis() - session.getCreationTime() >= deadline(session)) {
            tellOnce(session, PrinterEvent.Kind.TIMED_OUT, "HANDSHAKE");
            session.closeNow();
        }
    }

    private static long deadline(IoSession session) {
        return (SessionGate.isTurnedAway(session) ? TURN_AWAY_DEADLINE : HANDSHAKE_DEADLINE).toMillis();
    }

    /** Ends a connection that has not logged in, for a newcomer's sake. */
    static void displace(IoSession session) {
        conversation(session)
                .ifPresentOrElse(
                        open -> open.session().displace(),
                        () -> end(session, PrinterEvent.Kind.OVERLOADED, "DISPLACED"));
    }

    /** Ends a connection for the service's sake. */
    static void shutDown(IoSession session) {
        end(session, PrinterEvent.Kind.REFUSED, "SHUT_DOWN");
    }

    /** Ends a connection of which no event shall tell. */
    static void endUntold(IoSession session) {
        session.setAttribute(TOLD);
        session.closeNow();
    }

    private static void end(IoSession session, PrinterEvent.Kind kind, String code) {
        if (conversation(session).isEmpty()) {
            tellOnce(session, kind, code);
        }
        session.closeNow();
    }

    private static void tellOnce(IoSession session, PrinterEvent.Kind kind, String code) {
        if (!session.containsAttribute(TOLD)) {
            publish(session, kind, code);
        }
    }

    static void publish(IoSession session, PrinterEvent.Kind kind, String code) {
        session.setAttribute(TOLD);
        endpoint(session).ifPresent(endpoint -> endpoint.publish(kind, local(session), peer(session), code));
    }

    private static InetSocketAddress peer(IoSession session) {
        return (InetSocketAddress) session.getRemoteAddress();
    }

    private static InetSocketAddress local(IoSession session) {
        return (InetSocketAddress) session.getLocalAddress();
    }
}
