package org.printfarm.mqtt.transport;

/** Text in packets (MQTT 3.1.1 section 1.5.3): no NUL and no broken UTF-8, which the decoder turns into U+FFFD. */
final class PacketText {

    private static final char REPLACEMENT = '\uFFFD';

    private PacketText() {}

    static boolean isClean(String text) {
        return text.indexOf('\0') < 0 && text.indexOf(REPLACEMENT) < 0;
    }
}
