package org.printfarm.mqtt.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.printfarm.api.PrinterEvent.Kind;
import org.printfarm.api.Secret;
import org.printfarm.mqtt.session.Client;
import org.printfarm.mqtt.session.EndReason;
import org.printfarm.mqtt.session.PrinterDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: waits for CONNECT, has it judged, and from then on hands packets to a {@link PacketHandler}. Runs on the
 * connection's loop only.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter implements Client {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final PrinterDesk desk;
    private final InetSocketAddress peer;
    private final InboundThrottle throttle = new InboundThrottle(System.nanoTime());
    private Optional<Wiring> wiring = Optional.empty();
    private Optional<PacketHandler> packets = Optional.empty();
    private EndReason reason = EndReason.CLOSED;
    private boolean ended;
    private boolean reading;
    private boolean throttled;
    private boolean troubleTold;

    /** What exists as soon as the connection does. */
    private record Wiring(ChannelHandlerContext context, Outbound outbound, Future<?> deadline) {}

    SessionHandler(PrinterDesk desk, InetSocketAddress peer) {
        this.desk = desk;
        this.peer = peer;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        Future<?> deadline = context.executor()
                .schedule(this::connectIsLate, desk.rules().connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        wiring = Optional.of(new Wiring(context, new Outbound(context, () -> end(EndReason.STALLED)), deadline));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!ended && message instanceof MqttMessage packet) {
                reading = true;
                pauseIfTooMuch(context, packet);
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
        readOrWait(context);
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended = true;
        wiring.ifPresent(wired -> wired.deadline().cancel(false));
        packets.ifPresent(handler -> desk.leave(handler.session(), reason));
        packets = Optional.empty();
        LOG.debug("service=mqtt port={} peer={} ended={}", desk.rules().port(), peer, reason);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            tellTlsTrouble(handshake.cause());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || TlsTrouble.code(cause).isPresent()) {
            reason = EndReason.RESET;
            tellTlsTrouble(cause);
        } else if (cause instanceof DecoderException) {
            malformed();
        } else {
            desk.publish(Kind.FAULT, peer, "HANDLER", 0);
            // Only the kind of trouble: its text might hold what the peer sent.
            LOG.error(
                    "service=mqtt port={} a handler failed with {} at {}",
                    desk.rules().port(),
                    cause.getClass().getName(),
                    cause.getStackTrace().length == 0 ? "unknown" : cause.getStackTrace()[0]);
        }
        Outcome.ignored(context.close());
    }

    @Override
    public InetSocketAddress peer() {
        return peer;
    }

    @Override
    public void sendStatus(String topic, int qos, byte[] payload) {
        wiring.ifPresent(wired -> wired.outbound().status(topic, qos, payload));
        flushUnlessReading();
    }

    @Override
    public void sendAnswer(String topic, int qos, byte[] payload) {
        wiring.ifPresent(wired -> wired.outbound().answer(topic, qos, payload));
        flushUnlessReading();
    }

    @Override
    public void end(EndReason why) {
        if (ended) {
            return;
        }
        ended = true;
        reason = why;
        wiring.ifPresent(wired -> {
            if (why == EndReason.STALLED) {
                MqttListener.closeWithoutGoodbye(wired.context().channel());
            } else {
                wired.context().flush();
                Outcome.ignored(wired.context().close());
            }
        });
    }

    private void received(ChannelHandlerContext context, MqttMessage packet) {
        if (packet.decoderResult().isFailure()) {
            undecodable(context, packet.decoderResult().cause());
        } else if (packets.isPresent()) {
            packets.get().received(packet);
        } else if (packet instanceof MqttConnectMessage connect) {
            connect(context, connect);
        } else {
            refuse("CONNECT_EXPECTED");
        }
    }

    private void connect(ChannelHandlerContext context, MqttConnectMessage connect) {
        ConnectCheck.Verdict verdict = ConnectCheck.of(connect);
        switch (verdict) {
            case UNSUPPORTED_VERSION -> refuseVersion(context);
            case CLIENT_ID_REJECTED -> {
                ConnectReplies.clientIdRejected(context);
                refuse(verdict.name());
            }
            case BAD_CONNECT_FLAGS -> refuse(verdict.name());
            case ACCEPTABLE -> login(context, connect);
        }
    }

    private void login(ChannelHandlerContext context, MqttConnectMessage connect) {
        String user = connect.variableHeader().hasUserName() ? connect.payload().userName() : "";
        String code = connect.variableHeader().hasPassword()
                ? new String(connect.payload().passwordInBytes(), StandardCharsets.UTF_8)
                : "";
        switch (desk.judge(peer, user, code)) {
            case ACCEPTED -> enter(context, connect, Secret.of(code));
            case WRONG -> {
                ConnectReplies.wrongCode(context);
                closeAfterFlush(context);
            }
            case BLOCKED -> {
                ConnectReplies.notNow(context);
                closeAfterFlush(context);
            }
        }
    }

    private void enter(ChannelHandlerContext context, MqttConnectMessage connect, Secret code) {
        String sentId = connect.payload().clientIdentifier();
        String clientId = sentId.isEmpty() ? UUID.randomUUID().toString() : sentId;
        boolean clean = connect.variableHeader().isCleanSession();
        PrinterDesk.Entry entry = desk.enter(this, clientId, clean, code);
        wiring.ifPresent(wired -> {
            wired.deadline().cancel(false);
            packets = Optional.of(new PacketHandler(desk, entry.session(), this, wired.outbound()));
        });
        boolean tellsPresence = connect.variableHeader().version() == MqttVersion.MQTT_3_1_1.protocolLevel();
        ConnectReplies.accepted(context, entry.resumed() && tellsPresence);
        context.pipeline().remove(AlertWatch.class);
        context.pipeline().get(PacketFramer.class).loggedIn(desk.rules().maxPacketBytes());
        if (entry.resumed()) {
            desk.pushNow(entry.session());
        }
    }

    private void undecodable(ChannelHandlerContext context, Throwable cause) {
        if (packets.isEmpty() && cause instanceof MqttUnacceptableProtocolVersionException) {
            refuseVersion(context);
        } else if (packets.isEmpty() && cause instanceof MqttIdentifierRejectedException) {
            ConnectReplies.clientIdRejected(context);
            refuse("CLIENT_ID_REJECTED");
        } else {
            malformed();
        }
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
        desk.publish(Kind.REFUSED, peer, code, 0);
        end(EndReason.PROTOCOL_ERROR);
    }

    private void refuse(String code) {
        desk.publish(Kind.REFUSED, peer, code, 0);
        wiring.ifPresent(wired -> closeAfterFlush(wired.context()));
    }

    private void refuseVersion(ChannelHandlerContext context) {
        ConnectReplies.unsupportedVersion(context);
        refuse(ConnectCheck.Verdict.UNSUPPORTED_VERSION.name());
    }

    private void closeAfterFlush(ChannelHandlerContext context) {
        ended = true;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void connectIsLate() {
        if (packets.isEmpty() && !ended) {
            desk.publish(Kind.TIMED_OUT, peer, "CONNECT", 0);
            ended = true;
            wiring.ifPresent(
                    wired -> MqttListener.closeWithoutGoodbye(wired.context().channel()));
        }
    }

    private void tellTlsTrouble(Throwable cause) {
        if (packets.isEmpty() && !troubleTold && !ended) {
            troubleTold = true;
            wiring.map(wired -> wired.context().pipeline().get(AlertWatch.class))
                    .flatMap(AlertWatch::seen)
                    .or(() -> TlsTrouble.code(cause))
                    .ifPresent(code -> desk.publish(Kind.TLS_FAILED, peer, code, 0));
        }
    }

    private void pauseIfTooMuch(ChannelHandlerContext context, MqttMessage packet) {
        int size =
                packet instanceof MqttPublishMessage publish ? publish.payload().readableBytes() : 0;
        long pause = throttle.count(System.nanoTime(), size);
        if (pause > 0 && !throttled) {
            throttled = true;
            readOrWait(context);
            Outcome.ignored(context.executor().schedule(() -> resume(context), pause, TimeUnit.NANOSECONDS));
        }
    }

    private void resume(ChannelHandlerContext context) {
        throttled = false;
        readOrWait(context);
    }

    /** A client that is behind with reading, or ahead with sending, is not read from. */
    private void readOrWait(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(!throttled && context.channel().isWritable());
    }

    private void flushUnlessReading() {
        if (!reading) {
            flush();
        }
    }

    private void flush() {
        wiring.ifPresent(wired -> wired.outbound().flush());
    }
}
