package org.printfarm.host.config;

import java.util.List;

/**
 * How printers come to their addresses: what stands under {@code farm.addresses}.
 *
 * @param mode who makes them
 * @param card the network card that they are made on, as the system names it; empty where nobody needs to know it
 * @param pool what {@code address: auto} is taken from
 * @param end what becomes of them when the farm ends
 * @param line where a message about them points to; 0 when nothing stands in the file
 * @param column as {@code line}
 */
public record AddressRules(Mode mode, String card, AddressPool pool, AtEnd end, int line, int column) {

    /** What holds without a word in the file. */
    public static final AddressRules NONE = new AddressRules(Mode.EXTERNAL, "", AddressPool.EMPTY, AtEnd.REMOVE, 0, 0);

    /** The section's key under {@code farm}. */
    static final String KEY = "addresses";

    private static final String CARD = "interface";
    private static final String POOL = "pool";

    /** One that {@code ip} and {@code arping} cannot take for an option. Source: linux/if.h, IFNAMSIZ, less its NUL. */
    private static final String CARD_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,14}";

    /** Who makes the addresses. */
    public enum Mode {
        /** The farm, as aliases of a card of this machine, by its own process for that. */
        ALIAS,
        /** As {@code ALIAS}, on a macvlan card in a namespace or container of the farm's own. */
        MACVLAN,
        /** The operator. */
        EXTERNAL
    }

    /** What becomes of addresses that the farm made. */
    public enum AtEnd {
        /** They are removed. */
        REMOVE,
        /** They stay, so that nobody else gets them while the farm is stopped. */
        KEEP
    }

    /** Reads the section; a farm without one is answered with {@link #NONE}. */
    static AddressRules read(Section farm) {
        if (!farm.has(KEY)) {
            return NONE;
        }
        Section section = farm.section(KEY);
        MergedSettings settings = new MergedSettings(section);
        Mode mode = settings.choice("mode", Mode.class, Mode.ALIAS);
        AddressRules rules = new AddressRules(
                mode,
                card(settings, section, mode),
                pool(settings, section),
                settings.choice("at-end", AtEnd.class, AtEnd.REMOVE),
                section.place().line(),
                section.place().column());
        settings.reportUnknownKeys();
        return rules;
    }

    private static String card(MergedSettings settings, Section section, Mode mode) {
        String expected = "expected the name of a network card, like eth0, got ";
        String card = settings.text(CARD).map(String::strip).orElse("");
        if (!card.isEmpty() && !card.matches(CARD_NAME)) {
            settings.mistake(CARD, expected + Printable.value(card));
            return "";
        }
        if (!section.has(CARD) && mode != Mode.EXTERNAL) {
            settings.mistake(CARD, expected + "nothing");
        }
        return card;
    }

    private static AddressPool pool(MergedSettings settings, Section section) {
        List<String> ranges = settings.texts(POOL, List.of());
        if (ranges.isEmpty() && section.has(POOL)) {
            return AddressPool.EMPTY;
        }
        return AddressPool.parse(ranges).orElseGet(() -> {
            settings.mistake(
                    POOL,
                    "expected addresses, at most " + AddressPool.MAX_SIZE + ", like 192.168.1.51-90, got "
                            + (ranges.isEmpty() ? "nothing" : Printable.value(String.join(", ", ranges))));
            return AddressPool.EMPTY;
        });
    }

    /** Whether another file, with these perhaps at another place in it, says the same. */
    public boolean isLike(AddressRules other) {
        return equals(new AddressRules(other.mode, other.card, other.pool, other.end, line, column));
    }

    /** Whether the farm makes addresses itself. */
    public boolean isMaking() {
        return mode != Mode.EXTERNAL;
    }
}
