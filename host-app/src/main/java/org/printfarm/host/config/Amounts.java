package org.printfarm.host.config;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations, sizes and numbers as {@code farm.yaml} has them. */
final class Amounts {

    /** Digits with a unit behind them. Nine digits of days are millions of years, of GiB an exbibyte: no overflow. */
    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]{1,9})([A-Za-z]{1,8})");

    private static final Pattern BYTES = Pattern.compile("[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,10}");

    private static final Map<String, Long> MILLIS = units(
            entry("d", 86_400_000L), entry("h", 3_600_000L), entry("m", 60_000L), entry("s", 1_000L), entry("ms", 1L));
    private static final Map<String, Long> BYTES_PER =
            units(entry("GiB", 1L << 30), entry("MiB", 1L << 20), entry("KiB", 1L << 10), entry("", 1L));

    private Amounts() {}

    static Optional<Duration> duration(String text) {
        return withUnit(text, MILLIS).map(Duration::ofMillis);
    }

    static Optional<Long> size(String text) {
        return BYTES.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : withUnit(text, BYTES_PER);
    }

    static Optional<Long> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** For instance {@code 10s}. */
    static String show(Duration duration) {
        return show(duration.toMillis(), MILLIS);
    }

    /** For instance {@code 4GiB}; bytes have no unit. */
    static String show(long bytes) {
        return show(bytes, BYTES_PER);
    }

    /** For a duration that was meant but not written: {@code 10}, {@code 10 s}, {@code 10sec}. */
    static String durationMeant(String text) {
        String compact = text.replace(" ", "").toLowerCase(Locale.ROOT);
        String digits = digits(compact);
        String unit = compact.substring(digits.length());
        String meant = unit.equals("min") || unit.startsWith("minute")
                ? digits + "m"
                : unit.isEmpty() || unit.startsWith("sec") ? digits + "s" : compact;
        return meant(text, meant, duration(meant).isPresent());
    }

    /** For a size that was meant but not written: {@code 10MB}, {@code 10 MiB}, {@code 4G}. */
    static String sizeMeant(String text) {
        String compact = text.replace(" ", "");
        String digits = digits(compact);
        String unit = compact.substring(digits.length()).toUpperCase(Locale.ROOT);
        String meant =
                digits + (unit.isEmpty() || unit.equals("B") || unit.startsWith("BYTE") ? "" : unit.charAt(0) + "iB");
        return meant(text, meant, size(meant).isPresent());
    }

    private static String meant(String written, String meant, boolean sound) {
        return sound && !meant.equals(written) ? " (did you mean " + meant + "?)" : "";
    }

    private static String digits(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return text.substring(0, end);
    }

    private static Optional<Long> withUnit(String text, Map<String, Long> units) {
        Matcher matcher = WITH_UNIT.matcher(text);
        return matcher.matches() && units.containsKey(matcher.group(2))
                ? Optional.of(Long.parseLong(matcher.group(1)) * units.get(matcher.group(2)))
                : Optional.empty();
    }

    private static String show(long amount, Map<String, Long> units) {
        return units.entrySet().stream()
                .filter(unit -> amount != 0 && amount % unit.getValue() == 0)
                .findFirst()
                .map(unit -> amount / unit.getValue() + unit.getKey())
                .orElse(Long.toString(amount));
    }

    /** In the order given: {@link #show(long, Map)} takes the first that fits. */
    @SafeVarargs
    private static Map<String, Long> units(Map.Entry<String, Long>... units) {
        Map<String, Long> ordered = new LinkedHashMap<>();
        for (Map.Entry<String, Long> unit : units) {
            ordered.put(unit.getKey(), unit.getValue());
        }
        return ordered;
    }
}
