package org.printfarm.mqtt.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one client subscribed, and on which topics it gets reports therefore.
 *
 * <p>A client only ever gets its printer's reports. The serial in the topic is the one the client uses: that of its last
 * request, or else of its own subscription, or else the printer's.
 */
final class Subscriptions {

    /** Filters of one client. Slicers have one. */
    static final int MAX_FILTERS = 8;

    /** SUBACK: refused. */
    static final int FAILURE = 0x80;

    /** The highest quality of service that reports go out with. */
    private static final int MAX_QOS = 1;

    private final String ownSerial;
    private final Map<TopicFilter, Integer> filters = new LinkedHashMap<>();
    private Optional<String> usedSerial = Optional.empty();

    Subscriptions(String ownSerial) {
        this.ownSerial = ownSerial;
    }

    /**
     * Adds or replaces a subscription.
     *
     * @param text the filter
     * @param qos what the client asks for, 0 to 2
     * @return what it gets, 0 or 1, or {@link #FAILURE} when the filter is none or there are too many
     */
    int add(String text, int qos) {
        Optional<TopicFilter> filter = TopicFilter.parse(text);
        if (filter.isEmpty() || (filters.size() >= MAX_FILTERS && !filters.containsKey(filter.get()))) {
            return FAILURE;
        }
        int granted = Math.min(qos, MAX_QOS);
        filters.put(filter.get(), granted);
        return granted;
    }

    void remove(String text) {
        filters.remove(new TopicFilter(text));
    }

    /** Remembers the serial of a request, which its answers carry. */
    void uses(String serial) {
        usedSerial = Optional.of(serial);
    }

    /**
     * Where a full status goes.
     *
     * @return quality of service by topic; empty when the client subscribed no report
     */
    Map<String, Integer> statusTopics() {
        Map<String, Integer> topics = new LinkedHashMap<>();
        for (TopicFilter filter : filters.keySet()) {
            if (!filter.hasWildcard()) {
                SerialTopics.serialOfReport(filter.text()).ifPresent(serial -> addTopic(topics, serial));
            }
        }
        if (topics.isEmpty()) {
            addTopic(topics, usedSerial.orElse(ownSerial));
        }
        return topics;
    }

    /**
     * Where the answer to a request goes: the report topic of the same serial. A client that subscribed another serial
     * than it publishes to is answered where it listens.
     *
     * @param serial the serial in the request's topic
     * @return quality of service by topic; empty when the client subscribed no report
     */
    Map<String, Integer> answerTopics(String serial) {
        String topic = SerialTopics.report(serial);
        OptionalInt qos = qosOf(topic);
        return qos.isPresent() ? Map.of(topic, qos.getAsInt()) : statusTopics();
    }

    private void addTopic(Map<String, Integer> topics, String serial) {
        String topic = SerialTopics.report(serial);
        qosOf(topic).ifPresent(qos -> topics.put(topic, qos));
    }

    private OptionalInt qosOf(String topic) {
        return filters.entrySet().stream()
                .filter(entry -> entry.getKey().matches(topic))
                .mapToInt(Map.Entry::getValue)
                .max();
    }
}
