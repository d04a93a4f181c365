package org.printfarm.mqtt;

import java.time.Duration;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.mqtt.session.SessionRules;

/**
 * What an operator can set for the mqtt service of one printer.
 *
 * @param port {@code port}, the TLS port; 8883 is what slicers dial
 * @param connectTimeout {@code connect-timeout}, from accepting a connection to its CONNECT, TLS handshake included
 * @param maxPacketBytes {@code max-packet}, the largest MQTT packet a logged-in client may send, bytes
 * @param pushInterval {@code push-interval}, from one full status to the next; a slicer asks after 20 s and gives up after 30 s
 * @param maxSessions {@code max-sessions}, connections of this printer at one time
 */
public record MqttSettings(
        int port, Duration connectTimeout, int maxPacketBytes, Duration pushInterval, int maxSessions) {

    /** The port slicers dial. */
    public static final int DEFAULT_PORT = 8883;

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    static MqttSettings read(SettingsReader in) {
        return new MqttSettings(
                in.port("port", DEFAULT_PORT),
                in.duration("connect-timeout", Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(30)),
                Math.toIntExact(in.size("max-packet", 16 * KIB, 16 * MIB, MIB)),
                in.duration("push-interval", Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(4)),
                in.number("max-sessions", 1, 4096, 256));
    }

    SessionRules rules() {
        return new SessionRules(port, connectTimeout, maxPacketBytes, pushInterval, maxSessions);
    }
}
