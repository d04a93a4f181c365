package org.printfarm.mqtt.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.mqtt.session.Client;
import org.printfarm.mqtt.session.EndReason;
import org.printfarm.mqtt.session.PrinterBroker;
import org.printfarm.mqtt.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: from being accepted to its end. Packets go to a {@link Login} and then to a {@link PacketHandler}. Runs on the
 * connection's loop only.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter implements Client {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final PrinterBroker broker;
    private final Gate gate;
    private final InetSocketAddress peer;
    private final Arrival arrival;
    private final Login login;
    private Optional<Wiring> wiring = Optional.empty();
    private Optional<PacketHandler> packets = Optional.empty();
    private EndReason reason = EndReason.CLOSED;
    private boolean ended;
    private boolean reading;
    private boolean peerSaidGoodbye;

    /** What exists as soon as the connection does. */
    private record Wiring(ChannelHandlerContext context, Outbound outbound, ReadPace pace, Future<?> deadline) {}

    SessionHandler(PrinterBroker broker, Gate gate, InetSocketAddress peer) {
        this.broker = broker;
        this.gate = gate;
        this.peer = peer;
        this.arrival = new Arrival(broker, peer);
        this.login = new Login(broker, arrival, this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        Future<?> deadline = context.executor()
                .schedule(this::connectIsLate, broker.rules().connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        Outbound outbound = new Outbound(context, () -> end(EndReason.STALLED));
        wiring = Optional.of(new Wiring(context, outbound, new ReadPace(context, this::answerGoodbye), deadline));
        gate.waits(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (mayAnswer() && message instanceof MqttMessage packet) {
                reading = true;
                wiring.ifPresent(wired -> wired.pace().count(packet));
                received(context, packet);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        flush();
        context.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        wiring.ifPresent(wired -> wired.pace().readOrWait());
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended = true;
        wiring.ifPresent(wired -> wired.deadline().cancel(false));
        gate.waitsNoMore(this);
        arrival.closed(AlertWatch.seen(context), reason == EndReason.RESET);
        packets.ifPresent(handler -> broker.leave(handler.session(), reason));
        packets = Optional.empty();
        LOG.debug("service=mqtt port={} peer={} ended={}", broker.rules().port(), peer, reason);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                arrival.secured();
            } else {
                arrival.failed(handshake.cause(), AlertWatch.seen(context));
            }
        } else if (event instanceof SslCloseCompletionEvent goodbye && goodbye.isSuccess()) {
            peerSaidGoodbye = true;
            answerGoodbye();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || TlsTrouble.code(cause).isPresent()) {
            reason = EndReason.RESET;
            arrival.failed(cause, AlertWatch.seen(context));
        } else if (cause instanceof DecoderException) {
            malformed();
        } else {
            arrival.fault(cause);
        }
        Outcome.ignored(context.close());
    }

    @Override
    public InetSocketAddress peer() {
        return peer;
    }

    @Override
    public void sendStatus(String topic, int qos, byte[] payload) {
        send(outbound -> outbound.status(topic, qos, payload));
    }

    @Override
    public void sendAnswer(String topic, int qos, byte[] payload) {
        send(outbound -> outbound.answer(topic, qos, payload));
    }

    @Override
    public void end(EndReason why) {
        if (ended) {
            return;
        }
        ended = true;
        reason = why;
        wiring.ifPresent(wired -> {
            if (why == EndReason.STALLED || !broker.mayAnswer()) {
                MqttListener.closeWithoutGoodbye(wired.context().channel());
            } else {
                wired.context().flush();
                Outcome.ignored(wired.context().close());
            }
        });
    }

    private void received(ChannelHandlerContext context, MqttMessage packet) {
        boolean undecodable = packet.decoderResult().isFailure();
        if (packets.isPresent() && undecodable) {
            protocolError("MALFORMED_PACKET");
        } else if (packets.isPresent()) {
            packets.get().received(packet);
        } else if (undecodable) {
            login.undecodable(context, packet.decoderResult().cause());
        } else {
            login.received(context, packet);
        }
    }

    /** The client is let in: no deadline and no newcomer ends it any more. */
    void loggedIn(Session session) {
        gate.waitsNoMore(this);
        arrival.isTold();
        wiring.ifPresent(wired -> {
            wired.deadline().cancel(false);
            packets = Optional.of(new PacketHandler(broker, session, this, wired.outbound()));
        });
    }

    private void malformed() {
        if (packets.isPresent()) {
            protocolError("MALFORMED_PACKET");
        } else if (!ended) {
            refuse("MALFORMED_PACKET");
        }
    }

    /** A logged-in client sent what no client may send. */
    void protocolError(String code) {
        broker.events().publish(Kind.REFUSED, peer, code, 0);
        end(EndReason.PROTOCOL_ERROR);
    }

    /** Closes a connection that has not logged in and sent what nobody may. */
    void refuse(String code) {
        turnAway(Kind.REFUSED, code);
    }

    /** Closes a connection that has not logged in. */
    void turnAway(Kind kind, String code) {
        arrival.tell(kind, code);
        closeAfterFlush();
    }

    /** Closes it when all that was answered is out. */
    void closeAfterFlush() {
        ended = true;
        wiring.ifPresent(
                wired -> wired.context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE));
    }

    private void connectIsLate() {
        if (packets.isEmpty() && !ended) {
            turnAway(Kind.TIMED_OUT, "CONNECT");
        }
    }

    /** The closing alert is answered by one, as soon as nothing that came before it waits to be read. */
    private void answerGoodbye() {
        if (peerSaidGoodbye && wiring.filter(wired -> wired.pace().isReading()).isPresent()) {
            end(EndReason.CLOSED);
        }
    }

    private void send(Consumer<Outbound> what) {
        if (mayAnswer()) {
            wiring.ifPresent(wired -> what.accept(wired.outbound()));
            if (!reading) {
                flush();
            }
        }
    }

    /** Whether anything may still be said here; when the host may answer no more, it ends without a goodbye. */
    private boolean mayAnswer() {
        if (!ended && !broker.mayAnswer()) {
            end(EndReason.SHUT_DOWN);
        }
        return !ended;
    }

    private void flush() {
        wiring.ifPresent(wired -> wired.outbound().flush());
    }
}
