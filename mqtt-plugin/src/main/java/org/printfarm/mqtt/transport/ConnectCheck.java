package org.printfarm.mqtt.transport;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttVersion;

/** What MQTT 3.1.1 section 3.1 says about a CONNECT before anybody looks at the code. Pure. */
final class ConnectCheck {

    /** What to do with it. The names stand in events. */
    enum Verdict {
        /** Look at user and code. */
        ACCEPTABLE,
        /** A version this server does not speak: say so and close. */
        UNSUPPORTED_VERSION,
        /** No client id, and a session that is to be kept: say so and close. */
        CLIENT_ID_REJECTED,
        /** Flags that contradict each other: close. */
        BAD_CONNECT_FLAGS
    }

    private static final int MAX_WILL_QOS = 2;

    private ConnectCheck() {}

    static Verdict of(MqttConnectMessage connect) {
        MqttConnectVariableHeader header = connect.variableHeader();
        MqttConnectPayload payload = connect.payload();
        if (header.version() > MqttVersion.MQTT_3_1_1.protocolLevel()) {
            return Verdict.UNSUPPORTED_VERSION;
        }
        boolean idleWillFlags = !header.isWillFlag() && (header.willQos() != 0 || header.isWillRetain());
        boolean codeWithoutUser = header.hasPassword() && !header.hasUserName();
        if (idleWillFlags || header.willQos() > MAX_WILL_QOS || codeWithoutUser) {
            return Verdict.BAD_CONNECT_FLAGS;
        }
        if (!PacketText.isClean(payload.clientIdentifier())) {
            return Verdict.BAD_CONNECT_FLAGS;
        }
        if (payload.clientIdentifier().isEmpty() && !header.isCleanSession()) {
            return Verdict.CLIENT_ID_REJECTED;
        }
        return Verdict.ACCEPTABLE;
    }
}
