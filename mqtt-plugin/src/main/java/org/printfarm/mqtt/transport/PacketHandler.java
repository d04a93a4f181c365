package org.printfarm.mqtt.transport;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.printfarm.mqtt.session.EndReason;
import org.printfarm.mqtt.session.PrinterBroker;
import org.printfarm.mqtt.session.Session;

/** The packets of one logged-in client. Runs on its loop only. */
final class PacketHandler {

    /** Messages of quality 2 that the client has not released yet. */
    static final int MAX_UNRELEASED = 256;

    private final PrinterBroker broker;
    private final Session session;
    private final SessionHandler connection;
    private final Outbound outbound;
    private final Set<Integer> unreleased = new HashSet<>();

    PacketHandler(PrinterBroker broker, Session session, SessionHandler connection, Outbound outbound) {
        this.broker = broker;
        this.session = session;
        this.connection = connection;
        this.outbound = outbound;
    }

    Session session() {
        return session;
    }

    void received(MqttMessage packet) {
        switch (packet.fixedHeader().messageType()) {
            case PUBLISH -> published((MqttPublishMessage) packet);
            case PUBACK -> outbound.acknowledged(packetId(packet));
            case PUBREL -> {
                unreleased.remove(packetId(packet));
                reply(MqttMessageType.PUBCOMP, packetId(packet));
            }
            case SUBSCRIBE -> subscribe((MqttSubscribeMessage) packet);
            case UNSUBSCRIBE -> unsubscribe((MqttUnsubscribeMessage) packet);
            case PINGREQ -> outbound.packet(MqttMessage.PINGRESP);
            case DISCONNECT -> connection.end(EndReason.GOODBYE);
            // CONNECT a second time, and all that only a server may send.
            default -> connection.protocolError("UNEXPECTED_PACKET");
        }
    }

    private void published(MqttPublishMessage publish) {
        String topic = publish.variableHeader().topicName();
        int packetId = publish.variableHeader().packetId();
        MqttQoS qos = publish.fixedHeader().qosLevel();
        if (topic.isEmpty() || !PacketText.isClean(topic) || unreleased.size() >= MAX_UNRELEASED) {
            connection.protocolError("BAD_PUBLISH");
            return;
        }
        boolean isNew = qos != MqttQoS.EXACTLY_ONCE || unreleased.add(packetId);
        if (qos == MqttQoS.AT_LEAST_ONCE) {
            reply(MqttMessageType.PUBACK, packetId);
        } else if (qos == MqttQoS.EXACTLY_ONCE) {
            reply(MqttMessageType.PUBREC, packetId);
        }
        if (isNew) {
            broker.received(session, topic, ByteBufUtil.getBytes(publish.payload()));
        }
    }

    private void subscribe(MqttSubscribeMessage subscribe) {
        List<MqttTopicSubscription> wanted = subscribe.payload().topicSubscriptions();
        if (wanted.isEmpty()) {
            connection.protocolError("EMPTY_SUBSCRIBE");
            return;
        }
        int[] codes = wanted.stream()
                .mapToInt(one -> session.subscribe(
                        one.topicFilter(), one.qualityOfService().value()))
                .toArray();
        MqttSubAckPayload payload = new MqttSubAckPayload(codes);
        outbound.packet(new MqttSubAckMessage(
                header(MqttMessageType.SUBACK),
                MqttMessageIdVariableHeader.from(subscribe.variableHeader().messageId()),
                payload));
        broker.pushNow(session);
    }

    private void unsubscribe(MqttUnsubscribeMessage unsubscribe) {
        if (unsubscribe.payload().topics().isEmpty()) {
            connection.protocolError("EMPTY_UNSUBSCRIBE");
            return;
        }
        session.unsubscribe(unsubscribe.payload().topics());
        reply(MqttMessageType.UNSUBACK, unsubscribe.variableHeader().messageId());
    }

    private void reply(MqttMessageType type, int packetId) {
        outbound.packet(new MqttMessage(header(type), MqttMessageIdVariableHeader.from(packetId)));
    }

    private static MqttFixedHeader header(MqttMessageType type) {
        return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
    }

    private static int packetId(MqttMessage packet) {
        return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
    }
}
