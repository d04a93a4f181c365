package org.printfarm.api.contract;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.printfarm.api.settings.PortRange;
import org.printfarm.api.settings.Secret;
import org.printfarm.api.settings.SettingsReader;

/**
 * Settings from a map of texts, with the same words as {@code farm.yaml}: {@code 10s}, {@code 4GiB}, {@code 50000-50009},
 * {@code on}. Lists are separated by commas. Collects mistakes and warnings instead of throwing.
 */
public final class TestSettings implements SettingsReader {

    private final Map<String, String> values;
    private final Set<String> asked = new HashSet<>();
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private TestSettings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Settings that say nothing: everything is at its default. */
    public static TestSettings defaults() {
        return new TestSettings(Map.of());
    }

    /** Settings as given. */
    public static TestSettings of(Map<String, String> values) {
        return new TestSettings(values);
    }

    /** What was wrong so far, as {@code key: message}. */
    public List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** What was unwise so far, as {@code key: message}. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Keys that stand there and that nobody asked for. */
    public Set<String> unknownKeys() {
        Set<String> unknown = new HashSet<>(values.keySet());
        unknown.removeAll(asked);
        return unknown;
    }

    @Override
    public int port(String key, int defaultPort) {
        return number(key, 1, 65535, defaultPort);
    }

    @Override
    public Optional<InetSocketAddress> address(String key, int minPort) {
        return parsed(key, Optional.empty(), text -> {
            if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}:\\d{1,5}")) {
                throw new IllegalArgumentException("expected an IPv4 address and a port");
            }
            String[] parts = text.split("[.:]");
            for (int i = 0; i < 4; i++) {
                within(Integer.parseInt(parts[i]), 0, 255);
            }
            int port = within(Integer.parseInt(parts[4]), minPort, 65535);
            return Optional.of(new InetSocketAddress(text.substring(0, text.indexOf(':')), port));
        });
    }

    @Override
    public PortRange portRange(String key, PortRange defaultRange) {
        return parsed(key, defaultRange, text -> {
            String[] ends = text.split("-", 2);
            return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        });
    }

    @Override
    public int number(String key, int min, int max, int defaultNumber) {
        return parsed(key, defaultNumber, text -> within(Integer.parseInt(text), min, max));
    }

    @Override
    public Duration duration(String key, Duration min, Duration max, Duration defaultDuration) {
        return parsed(key, defaultDuration, text -> {
            String iso = text.endsWith("ms")
                    ? "PT" + Long.parseLong(text.substring(0, text.length() - 2)) / 1000.0 + "S"
                    : "PT" + text.toUpperCase(Locale.ROOT);
            return within(Duration.parse(iso), min, max);
        });
    }

    @Override
    public long size(String key, long min, long max, long defaultBytes) {
        return parsed(key, defaultBytes, text -> {
            int shift = Math.max(0, 10 * (1 + List.of("KiB", "MiB", "GiB").indexOf(text.replaceAll("[0-9]", ""))));
            return within(Long.parseLong(text.replaceAll("[^0-9]", "")) << shift, min, max);
        });
    }

    @Override
    public boolean flag(String key, boolean defaultValue) {
        return parsed(key, defaultValue, text -> switch (text) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw new IllegalArgumentException("expected on or off");
        });
    }

    @Override
    public <E extends Enum<E>> E choice(String key, Class<E> words, E defaultWord) {
        return parsed(
                key,
                defaultWord,
                text -> Enum.valueOf(words, text.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    @Override
    public Optional<String> text(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public Optional<Path> path(String key) {
        return text(key).map(Path::of);
    }

    @Override
    public Optional<Secret> secret(String key) {
        return text(key).map(Secret::of);
    }

    @Override
    public List<String> texts(String key, List<String> defaultTexts) {
        return parsed(
                key,
                defaultTexts,
                text -> Arrays.stream(text.split(",")).map(String::strip).toList());
    }

    @Override
    public void mistake(String key, String message) {
        mistakes.add(key + ": " + message);
    }

    @Override
    public void warning(String key, String message) {
        warnings.add(key + ": " + message);
    }

    private <T> T parsed(String key, T defaultValue, Function<String, T> parser) {
        Optional<String> text = text(key);
        try {
            return text.map(parser).orElse(defaultValue);
        } catch (RuntimeException e) {
            mistake(key, "cannot be used (" + e.getMessage() + ")");
            return defaultValue;
        }
    }

    private static <T extends Comparable<T>> T within(T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException("expected " + min + " to " + max);
        }
        return value;
    }
}
