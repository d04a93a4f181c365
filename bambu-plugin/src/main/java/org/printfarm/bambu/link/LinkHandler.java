package org.printfarm.bambu.link;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.bambu.model.Faults;
import org.printfarm.bambu.trust.MachineTrust;

/** One connection from its TLS handshake to its end. Confined to its loop, but for {@link #publish}. */
final class LinkHandler extends SimpleChannelInboundHandler<MqttMessage> {

    static final int KEEP_ALIVE_SECONDS = 60;

    private static final int LOGIN_SECONDS = 10;

    /** Idle times in a row: after one a ping goes out, after two it is told, after three the connection is given up. */
    private static final int SILENT_AFTER = 2;

    private static final int LOST_AFTER = 3;
    private static final int MAX_PACKET_ID = 0xFFFF;

    private final LinkTarget target;
    private final MachineTrust trust;
    private final MachineLink link;
    private final AtomicInteger packetIds = new AtomicInteger();
    private volatile @Nullable ChannelHandlerContext channel;
    private MachineFault why;
    private @Nullable ScheduledFuture<?> loginTimer;
    private int idleTimes;

    LinkHandler(LinkTarget target, MachineTrust trust, MachineLink link) {
        this.target = target;
        this.trust = trust;
        this.link = link;
        this.why = Faults.noPrinter(target.address(), target.port());
    }

    /** False when it certainly did not leave. */
    boolean publish(byte[] payload) {
        ChannelHandlerContext context = channel;
        if (context == null || !context.channel().isActive()) {
            return false;
        }
        write(
                context,
                MqttMessageBuilders.publish()
                        .topicName(target.requestTopic())
                        .qos(MqttQoS.AT_LEAST_ONCE)
                        .messageId(packetIds.updateAndGet(id -> id % MAX_PACKET_ID + 1))
                        .payload(Unpooled.wrappedBuffer(payload))
                        .build());
        return true;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                login(context);
            } else {
                why = MachineTrust.distrust(handshake.cause()).orElse(why);
                end(context);
            }
        } else if (event instanceof IdleStateEvent idle) {
            idle(context, idle.state());
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        idleTimes = 0;
        if (!message.decoderResult().isSuccess()) {
            end(context);
        } else if (message instanceof MqttConnAckMessage answer) {
            loggedIn(context, answer.variableHeader().connectReturnCode());
        } else if (message.fixedHeader().messageType() == MqttMessageType.SUBACK) {
            why = Faults.linkLost();
            channel = context;
            link.up(this);
        } else if (message instanceof MqttPublishMessage report
                && report.variableHeader().topicName().equals(target.reportTopic())) {
            link.message(ByteBufUtil.getBytes(report.payload()));
        }
    }

    private void login(ChannelHandlerContext context) {
        why = Faults.noConnectionLeft();
        loginTimer = context.executor().schedule(() -> end(context), LOGIN_SECONDS, TimeUnit.SECONDS);
        byte[] tail = new byte[4];
        new SecureRandom().nextBytes(tail);
        write(
                context,
                MqttMessageBuilders.connect()
                        .protocolVersion(MqttVersion.MQTT_3_1_1)
                        .clientId("printfarm-" + HexFormat.of().formatHex(tail))
                        .cleanSession(true)
                        .keepAlive(KEEP_ALIVE_SECONDS)
                        .username(target.user())
                        .password(target.accessCode().revealClearText().getBytes(StandardCharsets.UTF_8))
                        .build());
    }

    private void loggedIn(ChannelHandlerContext context, MqttConnectReturnCode code) {
        stopLoginTimer();
        if (code != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            why = code == MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED
                            || code == MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD
                    ? Faults.wrongCode()
                    : Faults.noConnectionLeft();
            end(context);
            return;
        }
        keepCertificate(context);
        write(
                context,
                MqttMessageBuilders.subscribe()
                        .messageId(packetIds.incrementAndGet())
                        .addSubscription(MqttQoS.AT_MOST_ONCE, target.reportTopic())
                        .build());
    }

    /** Goes to the disk, on the loop: once in a machine's life. */
    private void keepCertificate(ChannelHandlerContext context) {
        try {
            SslHandler tls = context.pipeline().get(SslHandler.class);
            trust.keep((X509Certificate) tls.engine().getSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException("a peer whose certificate was checked", e);
        }
    }

    private void idle(ChannelHandlerContext context, IdleState state) {
        if (state == IdleState.READER_IDLE) {
            idleTimes++;
        }
        if (idleTimes >= LOST_AFTER) {
            end(context);
            return;
        }
        if (state == IdleState.READER_IDLE && idleTimes == SILENT_AFTER) {
            link.silent();
        }
        if (channel != null) {
            write(context, MqttMessage.PINGREQ);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopLoginTimer();
        channel = null;
        link.down(why);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        why = MachineTrust.distrust(cause).orElse(why);
        end(context);
    }

    private void stopLoginTimer() {
        if (loginTimer != null) {
            loginTimer.cancel(false);
        }
    }

    private static void write(ChannelHandlerContext context, MqttMessage message) {
        ChannelFuture unused = context.writeAndFlush(message);
    }

    private static void end(ChannelHandlerContext context) {
        ChannelFuture unused = context.close();
    }
}
