package org.printfarm.host.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.printfarm.api.settings.PortRange;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.text.Suggestion;

/** Settings out of a {@link Section} in which a printer's own keys lie over those of the defaults. One thread. */
final class MergedSettings implements ServiceEntry.TrackedSettings {

    private static final int MAX_PORT = 65535;

    private final Section section;
    private final Reporter reporter;
    private final Set<String> asked = new LinkedHashSet<>();

    /** Reads from a section and reports to whom that section reports. */
    MergedSettings(Section section) {
        this.section = section;
        this.reporter = section.reporter();
    }

    @Override
    public int port(String key, int defaultPort) {
        return number(key, 1, MAX_PORT, defaultPort, "a port from 1 to " + MAX_PORT);
    }

    @Override
    public int number(String key, int min, int max, int defaultNumber) {
        return number(key, min, max, defaultNumber, "a whole number from " + min + " to " + max);
    }

    private int number(String key, int min, int max, int defaultNumber, String expected) {
        return value(
                        key,
                        expected,
                        text -> Amounts.number(text)
                                .filter(number -> number >= min && number <= max)
                                .map(Long::intValue),
                        text -> "")
                .orElse(defaultNumber);
    }

    @Override
    public Optional<InetSocketAddress> address(String key, int minPort) {
        String expected = "an IPv4 address and a port from " + minPort + ", like 192.168.1.5:8880";
        return value(key, expected, text -> socket(text, minPort), text -> "");
    }

    static Optional<InetSocketAddress> socket(String text, int minPort) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Ipv4.parse(text.substring(0, colon))
                        .flatMap(address -> Amounts.number(text.substring(colon + 1))
                                .filter(port -> port >= minPort && port <= MAX_PORT)
                                .map(port -> new InetSocketAddress(address, port.intValue())));
    }

    @Override
    public PortRange portRange(String key, PortRange defaultRange) {
        String expected = "ports from 1 to " + MAX_PORT + ", like 50000-50009";
        return value(key, expected, MergedSettings::portRange, text -> "").orElse(defaultRange);
    }

    private static Optional<PortRange> portRange(String text) {
        String[] ends = text.split("-", -1);
        Optional<Long> first = Amounts.number(ends[0].strip());
        Optional<Long> last = Amounts.number(ends[ends.length - 1].strip());
        if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        boolean sound = first.get() >= 1 && last.get() <= MAX_PORT && first.get() <= last.get();
        return sound
                ? Optional.of(new PortRange(first.get().intValue(), last.get().intValue()))
                : Optional.empty();
    }

    @Override
    public Duration duration(String key, Duration min, Duration max, Duration defaultDuration) {
        String expected = "a duration from " + Amounts.show(min) + " to " + Amounts.show(max);
        return value(
                        key,
                        expected,
                        text -> Amounts.duration(text)
                                .filter(duration -> duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0),
                        Amounts::durationMeant)
                .orElse(defaultDuration);
    }

    @Override
    public long size(String key, long min, long max, long defaultBytes) {
        String expected = "a size from " + Amounts.show(min) + " to " + Amounts.show(max);
        return value(
                        key,
                        expected,
                        text -> Amounts.size(text).filter(size -> size >= min && size <= max),
                        Amounts::sizeMeant)
                .orElse(defaultBytes);
    }

    @Override
    public boolean flag(String key, boolean defaultValue) {
        return value(key, "on or off", Switches::flag, text -> Suggestion.of(text, Switches.SWITCH))
                .orElse(defaultValue);
    }

    @Override
    public <E extends Enum<E>> E choice(String key, Class<E> words, E defaultWord) {
        return choice(key, Arrays.asList(words.getEnumConstants()), MergedSettings::word, defaultWord);
    }

    /** As the other, for words that do not follow from the names of constants. */
    <E> E choice(String key, List<E> constants, Function<E, String> wordOf, E defaultWord) {
        List<String> names = constants.stream().map(wordOf).toList();
        return value(
                        key,
                        Suggestion.either(names),
                        text -> constants.stream()
                                .filter(constant -> wordOf.apply(constant).equals(text.toLowerCase(Locale.ROOT)))
                                .findFirst(),
                        text -> Suggestion.of(text, names))
                .orElse(defaultWord);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Optional<String> text(String key) {
        return value(key, "a text", Optional::of, text -> "");
    }

    @Override
    public Optional<Path> path(String key) {
        return value(key, "a path", reporter.references()::path, text -> "");
    }

    /** A key that somebody else reads. */
    void knows(String key) {
        asked.add(key);
    }

    /** A path that is not written but meant. */
    Path pathOf(String written) {
        return reporter.references().folder().resolve(written);
    }

    @Override
    public Optional<Secret> secret(String key) {
        asked.add(key);
        return section.text(key, "a text, ${env:NAME} or ${file:path}")
                .flatMap(text -> reporter.references().resolve(text, key, reporter))
                .map(found -> Secret.of(found.text()));
    }

    @Override
    public List<String> texts(String key, List<String> defaultTexts) {
        asked.add(key);
        Optional<Node> node = section.value(key);
        if (node.isEmpty()) {
            return defaultTexts;
        }
        List<Node> items = node.get() instanceof Node.Sequence list ? list.items() : List.of(node.get());
        List<String> texts = items.stream()
                .map(item -> section.asText(item, "a text or a list of texts"))
                .flatMap(Optional::stream)
                .map(Node.Text::text)
                .toList();
        return texts.size() == items.size() ? texts : defaultTexts;
    }

    @Override
    public void mistake(String key, String message) {
        reporter.mistake(section.placeOf(key), message);
    }

    @Override
    public void warning(String key, String message) {
        reporter.warning(section.placeOf(key), message);
    }

    @Override
    public void reportUnknownKeys() {
        section.reportUnknown(asked, List.of());
    }

    private <T> Optional<T> value(
            String key, String expected, Function<String, Optional<T>> read, Function<String, String> hint) {
        asked.add(Objects.requireNonNull(key, "key"));
        return section.text(key, expected).flatMap(text -> {
            Optional<T> value = read.apply(text.text().strip());
            if (value.isEmpty()) {
                reporter.mistake(
                        text.place(),
                        "expected " + expected + ", got " + Printable.value(text.text()) + hint.apply(text.text()));
            }
            return value;
        });
    }
}
