package org.printfarm.mqtt.session;

import java.util.Optional;

/** The two topics of a printer: {@code device/<serial>/report} and {@code device/<serial>/request}. */
public final class SerialTopics {

    /** Characters of a serial in a topic. Real ones have 15. */
    static final int MAX_SERIAL_LENGTH = 64;

    private static final String PREFIX = "device/";
    private static final String REPORT = "/report";
    private static final String REQUEST = "/request";

    private SerialTopics() {}

    /**
     * Where the reports of a serial go.
     *
     * @param serial the serial, one level of a topic
     * @return the topic
     */
    public static String report(String serial) {
        return PREFIX + serial + REPORT;
    }

    /**
     * The serial in a request topic.
     *
     * @param topic any topic
     * @return empty when it is none
     */
    public static Optional<String> serialOfRequest(String topic) {
        return serial(topic, REQUEST);
    }

    /**
     * The serial in a report topic.
     *
     * @param topic any topic or filter
     * @return empty when it is none or has a wildcard for the serial
     */
    public static Optional<String> serialOfReport(String topic) {
        return serial(topic, REPORT);
    }

    private static Optional<String> serial(String topic, String suffix) {
        if (!topic.startsWith(PREFIX)
                || !topic.endsWith(suffix)
                || topic.length() <= PREFIX.length() + suffix.length()) {
            return Optional.empty();
        }
        String serial = topic.substring(PREFIX.length(), topic.length() - suffix.length());
        boolean oneLevel = serial.length() <= MAX_SERIAL_LENGTH
                && serial.chars().noneMatch(character -> character == '/' || character == '+' || character == '#');
        return oneLevel ? Optional.of(serial) : Optional.empty();
    }
}
