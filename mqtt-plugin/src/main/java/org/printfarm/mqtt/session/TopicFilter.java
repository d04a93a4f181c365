package org.printfarm.mqtt.session;

import java.util.Optional;

/**
 * A topic filter of MQTT 3.1.1 (section 4.7): levels between slashes, {@code +} for one level, {@code #} for the rest.
 *
 * @param text as the client sent it
 */
record TopicFilter(String text) {

    /** Characters of a filter. Slicers use 29. */
    static final int MAX_LENGTH = 256;

    /** Levels of a filter. A report topic has 3. */
    private static final int MAX_LEVELS = 32;

    /**
     * Checks a filter.
     *
     * @param text as the client sent it
     * @return empty when it is no filter, or longer than is kept
     */
    static Optional<TopicFilter> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        String[] levels = text.split("/", -1);
        for (int index = 0; index < levels.length; index++) {
            String level = levels[index];
            boolean wildcard = level.indexOf('+') >= 0 || level.indexOf('#') >= 0;
            boolean last = index == levels.length - 1;
            if (wildcard && !level.equals("+") && !(level.equals("#") && last)) {
                return Optional.empty();
            }
        }
        return levels.length > MAX_LEVELS ? Optional.empty() : Optional.of(new TopicFilter(text));
    }

    /**
     * Whether a topic falls under this filter.
     *
     * @param topic a topic without wildcards that does not begin with {@code $}
     * @return true when it does
     */
    boolean matches(String topic) {
        String[] wanted = text.split("/", -1);
        String[] given = topic.split("/", -1);
        for (int index = 0; index < wanted.length; index++) {
            if (wanted[index].equals("#")) {
                return true;
            }
            if (index >= given.length || !(wanted[index].equals("+") || wanted[index].equals(given[index]))) {
                return false;
            }
        }
        return wanted.length == given.length;
    }

    boolean hasWildcard() {
        return text.indexOf('+') >= 0 || text.indexOf('#') >= 0;
    }
}
