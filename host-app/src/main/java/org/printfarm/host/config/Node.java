package org.printfarm.host.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What stands in the file, with its place. Texts stay as they were written: {@code 00001234} is no number here. No {@code
 * toString} prints a text, since it could be an access code. Immutable.
 */
sealed interface Node {

    /** Where the value begins; the key is the one that it is the value of. */
    SourcePosition place();

    /** For "expected …, got …". */
    String description();

    /** Whether this can be read as a mapping: all lines under a key may be commented out. */
    default boolean isMappingOrNothing() {
        return this instanceof Mapping || (this instanceof Text text && text.isNothing());
    }

    /**
     * One value.
     *
     * @param plain true without quotes
     */
    record Text(SourcePosition place, String text, boolean plain) implements Node {

        /** Whether the key has no value: {@code data:} or {@code data: ~}. */
        boolean isNothing() {
            return plain
                    && (text.isEmpty()
                            || text.equals("~")
                            || text.toLowerCase(Locale.ROOT).equals("null"));
        }

        @Override
        public String description() {
            return isNothing() ? "nothing" : "a single value";
        }

        @Override
        public String toString() {
            return "text at " + place.position();
        }
    }

    /** Keys and values, in the order of the file. */
    record Mapping(SourcePosition place, Map<String, Entry> entries) implements Node {
        @Override
        public String description() {
            return "a mapping";
        }
    }

    /** A list. */
    record Sequence(SourcePosition place, List<Node> items) implements Node {
        @Override
        public String description() {
            return "a list";
        }
    }

    /** Something that was reported already, so that nobody needs to say more about it. */
    record Broken(SourcePosition place) implements Node {
        @Override
        public String description() {
            return "something that cannot be used";
        }
    }

    /**
     * A key with its value.
     *
     * @param place where the key begins
     */
    record Entry(SourcePosition place, Node value) {}
}
