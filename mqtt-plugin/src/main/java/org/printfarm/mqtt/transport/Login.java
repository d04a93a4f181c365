package org.printfarm.mqtt.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import org.printfarm.api.settings.Secret;
import org.printfarm.mqtt.session.PrinterBroker;

/** What a client may send before it is logged in: one CONNECT, which is judged and answered. Confined to its loop. */
final class Login {

    private final PrinterBroker broker;
    private final Arrival arrival;
    private final SessionHandler connection;

    Login(PrinterBroker broker, Arrival arrival, SessionHandler connection) {
        this.broker = broker;
        this.arrival = arrival;
        this.connection = connection;
    }

    void received(ChannelHandlerContext context, MqttMessage packet) {
        if (packet instanceof MqttConnectMessage connect) {
            connect(context, connect);
        } else {
            connection.refuse("CONNECT_EXPECTED");
        }
    }

    /** It is no packet at all, or a CONNECT that the decoder refuses. */
    void undecodable(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof MqttUnacceptableProtocolVersionException) {
            refuseVersion(context);
        } else if (cause instanceof MqttIdentifierRejectedException) {
            refuseClientId(context);
        } else {
            connection.refuse("MALFORMED_PACKET");
        }
    }

    private void connect(ChannelHandlerContext context, MqttConnectMessage connect) {
        ConnectCheck.Verdict verdict = ConnectCheck.of(connect);
        switch (verdict) {
            case UNSUPPORTED_VERSION -> refuseVersion(context);
            case CLIENT_ID_REJECTED -> refuseClientId(context);
            case BAD_CONNECT_FLAGS -> connection.refuse(verdict.name());
            case ACCEPTABLE -> judge(context, connect);
        }
    }

    private void judge(ChannelHandlerContext context, MqttConnectMessage connect) {
        String user = connect.variableHeader().hasUserName() ? connect.payload().userName() : "";
        String code = connect.variableHeader().hasPassword()
                ? new String(connect.payload().passwordInBytes(), StandardCharsets.UTF_8)
                : "";
        switch (broker.judge(connection.peer(), user, code)) {
            case ACCEPTED -> enter(context, connect, Secret.of(code));
            case WRONG -> notLoggedIn(context, ConnectReplies::wrongCode);
            case BLOCKED -> notLoggedIn(context, ConnectReplies::notNow);
        }
    }

    private void enter(ChannelHandlerContext context, MqttConnectMessage connect, Secret code) {
        String sentId = connect.payload().clientIdentifier();
        String clientId = sentId.isEmpty() ? UUID.randomUUID().toString() : sentId;
        boolean clean = connect.variableHeader().isCleanSession();
        PrinterBroker.Entry entry = broker.enter(connection, clientId, clean, code);
        connection.loggedIn(entry.session());
        boolean tellsPresence = connect.variableHeader().version() == MqttVersion.MQTT_3_1_1.protocolLevel();
        ConnectReplies.accepted(context, entry.resumed() && tellsPresence);
        context.pipeline().remove(AlertWatch.class);
        context.pipeline().get(PacketFramer.class).loggedIn(broker.rules().maxPacketBytes());
        if (entry.resumed()) {
            broker.pushNow(entry.session());
        }
    }

    /** The broker has published it. */
    private void notLoggedIn(ChannelHandlerContext context, Consumer<ChannelHandlerContext> answer) {
        arrival.isTold();
        answer.accept(context);
        connection.closeAfterFlush();
    }

    private void refuseVersion(ChannelHandlerContext context) {
        ConnectReplies.unsupportedVersion(context);
        connection.refuse(ConnectCheck.Verdict.UNSUPPORTED_VERSION.name());
    }

    private void refuseClientId(ChannelHandlerContext context) {
        ConnectReplies.clientIdRejected(context);
        connection.refuse(ConnectCheck.Verdict.CLIENT_ID_REJECTED.name());
    }
}
