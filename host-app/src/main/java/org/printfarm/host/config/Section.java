package org.printfarm.host.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.printfarm.host.text.Suggestion;

/**
 * A mapping to read from. Reports what has the wrong shape and hands out nothing instead. Immutable.
 *
 * @param place where the section as a whole stands; missing keys are reported here
 * @param entries what stands in it; the places may lie elsewhere in the file, when defaults were laid under it
 * @param reporter who is told
 */
record Section(SourcePosition place, Map<String, Node.Entry> entries, Reporter reporter) {

    /** The mapping under an entry. A key without a value is an empty mapping: all lines below it may be commented out. */
    static Section of(Node.Entry entry, Reporter reporter) {
        if (entry.value() instanceof Node.Mapping mapping) {
            return new Section(entry.place(), mapping.entries(), reporter);
        }
        if (!entry.value().isMappingOrNothing()) {
            reporter.expected("a mapping", entry.value());
        }
        return new Section(entry.place(), Map.of(), reporter);
    }

    Section section(String key) {
        Node.Entry entry = entries.get(key);
        return entry == null ? new Section(place.missing(key), Map.of(), reporter) : of(entry, reporter);
    }

    /** The same place with nothing in it. */
    Section empty() {
        return new Section(place, Map.of(), reporter);
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The value's place, or where it would have to be written. */
    SourcePosition placeOf(String key) {
        return value(key).map(Node::place).orElseGet(() -> place.missing(key));
    }

    Optional<Node> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(Node.Entry::value);
    }

    /** A single value; empty when the key is absent or its value is not one, which is reported. */
    Optional<Node.Text> text(String key, String expected) {
        return value(key).flatMap(node -> asText(node, expected));
    }

    /** As {@link #text}, and an absent key is a mistake. */
    Optional<Node.Text> required(String key, String expected) {
        if (!has(key)) {
            reporter.mistake(place.missing(key), "expected " + expected + ", got nothing");
        }
        return text(key, expected);
    }

    Optional<Node.Text> asText(Node node, String expected) {
        if (node instanceof Node.Text text && !text.isNothing()) {
            return Optional.of(text);
        }
        reporter.expected(expected, node);
        return Optional.empty();
    }

    /** This section, with some keys of another where it has none of its own. */
    Section over(Section defaults, Collection<String> keys) {
        Map<String, Node.Entry> merged = new LinkedHashMap<>(entries);
        keys.stream().filter(defaults::has).forEach(key -> merged.putIfAbsent(key, defaults.entries.get(key)));
        return new Section(place, merged, reporter);
    }

    /** Reports each key that is neither known nor passed over. */
    void reportUnknown(Collection<String> known, Collection<String> passedOver) {
        entries.forEach((key, entry) -> {
            if (!known.contains(key) && !passedOver.contains(key)) {
                boolean hidden =
                        Printable.couldBeCode(key) && Suggestion.of(key, known).isEmpty();
                SourcePosition at = hidden ? entry.place().unnamedIn(place) : entry.place();
                reporter.mistake(at, "unknown key" + hint(key, known));
            }
        });
    }

    private static String hint(String key, Collection<String> known) {
        int colon = key.indexOf(':');
        return colon > 0 && known.contains(key.substring(0, colon))
                ? " (is a space missing after the colon?)"
                : Suggestion.orAll(key, known);
    }
}
