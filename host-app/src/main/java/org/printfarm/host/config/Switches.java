package org.printfarm.host.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Switches as YAML has them. */
final class Switches {

    /** What a switch may say; upper case counts as lower case. */
    static final List<String> SWITCH = List.of("on", "off", "true", "false", "yes", "no");

    private Switches() {}

    /**
     * Reads a switch.
     *
     * @return true for on; empty when the text is none
     */
    static Optional<Boolean> flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes" -> Optional.of(true);
            case "off", "false", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
