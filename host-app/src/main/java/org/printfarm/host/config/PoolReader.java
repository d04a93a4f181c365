package org.printfarm.host.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.host.text.Suggestion;

/** The section {@code pools} → {@link PoolEntry}, with every mistake reported on the way. */
final class PoolReader {

    /** More are a mistake: each has a queue of its own. */
    static final int MAX_POOLS = 1_000;

    private static final String MACHINES = "machines";
    private static final String ORDER = "order";
    private static final String PLATE_GATE = "plate-gate";
    private static final String MATCH = "match";
    private static final String HOLD = "hold";
    private static final String START = "start";
    private static final String TRIP = "trip";
    private static final String BETWEEN = "between";
    private static final List<String> KEYS = List.of(MACHINES, ORDER, PLATE_GATE, MATCH, HOLD, START, TRIP);

    private static final int MAX_AT_ONCE = 1_000;
    private static final Duration MAX_EVERY = Duration.ofHours(1);
    private static final String HOURS = "hours like 07:00-22:00";
    private static final Pattern TWO_TIMES = Pattern.compile("([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})");

    private final Reporter reporter;
    private final Map<String, Located<MachineEntry>> machines;
    private final Map<String, Located<PoolEntry>> gateOf = new LinkedHashMap<>();

    /**
     * A reader.
     *
     * @param machines those of the file, by id
     */
    PoolReader(Reporter reporter, Map<String, Located<MachineEntry>> machines) {
        this.reporter = reporter;
        this.machines = machines;
    }

    /**
     * Reads all pools.
     *
     * @param pools the section, which need not be there
     * @return by id, in the order of the file
     */
    Map<String, Located<PoolEntry>> read(Section pools) {
        Map<String, Located<PoolEntry>> read = new LinkedHashMap<>();
        if (pools.entries().size() > MAX_POOLS) {
            reporter.mistake(
                    pools.place(),
                    "expected at most " + MAX_POOLS + " pools, got "
                            + pools.entries().size());
            return read;
        }
        pools.entries().forEach((id, entry) -> {
            EntryId.check(id, entry.place(), reporter);
            if (entry.value().isMappingOrNothing()) {
                read.put(id, new Located<>(pool(id, Section.of(entry, reporter)), entry.place()));
            } else {
                reporter.expected("a pool's settings", entry.value());
            }
        });
        return read;
    }

    private PoolEntry pool(String id, Section section) {
        section.reportUnknown(KEYS, List.of());
        MergedSettings own = new MergedSettings(section);
        Optional<Boolean> gate = section.has(PLATE_GATE) ? Optional.of(own.flag(PLATE_GATE, true)) : Optional.empty();
        List<Located<String>> members = members(section);
        PoolEntry pool = new PoolEntry(
                id,
                members.stream().map(Located::value).toList(),
                own.choice(ORDER, PoolEntry.Order.class, PoolEntry.Order.FIFO),
                gate,
                match(section.section(MATCH)),
                own.flag(HOLD, false),
                start(section.section(START)),
                own.flag(TRIP, false));
        members.forEach(member -> checkGate(pool, member));
        return pool;
    }

    private List<Located<String>> members(Section section) {
        List<Located<String>> members = new ArrayList<>();
        Optional<Node> written = section.value(MACHINES);
        if (written.isEmpty() || !(written.get() instanceof Node.Sequence list)) {
            written.ifPresentOrElse(
                    node -> reporter.expected("a list of machines", node),
                    () -> reporter.mistake(
                            section.placeOf(MACHINES), "expected the ids of at least one machine, got nothing"));
            return members;
        }
        if (list.items().isEmpty()) {
            reporter.mistake(list.place(), "expected the ids of at least one machine, got an empty list");
        }
        for (Node item : list.items()) {
            section.asText(item, "the id of a machine").flatMap(this::member).ifPresent(member -> {
                if (members.stream().anyMatch(other -> other.value().equals(member.value()))) {
                    reporter.mistake(member.place(), "expected each machine once, got " + member.value() + " again");
                } else {
                    members.add(member);
                }
            });
        }
        return members;
    }

    private Optional<Located<String>> member(Node.Text text) {
        if (machines.containsKey(text.text())) {
            return Optional.of(new Located<>(text.text(), text.place()));
        }
        reporter.mistake(
                text.place(),
                "expected the id of a machine, got " + Printable.value(text.text())
                        + Suggestion.orAll(text.text(), machines.keySet()));
        return Optional.empty();
    }

    /** A machine of two pools goes by one rule. */
    private void checkGate(PoolEntry pool, Located<String> member) {
        Located<MachineEntry> machine = machines.get(member.value());
        Located<PoolEntry> other = gateOf.putIfAbsent(member.value(), new Located<>(pool, member.place()));
        if (machine != null
                && machine.value().plateGate().isEmpty()
                && other != null
                && !other.value().plateGate().equals(pool.plateGate())) {
            reporter.mistake(
                    member.place(),
                    "expected one plate-gate for " + member.value() + ", which is in "
                            + other.value().id() + " too (" + reporter.at(other.place())
                            + ") with another: write plate-gate at the machine itself");
        }
    }

    private MatchRules match(Section section) {
        MergedSettings own = new MergedSettings(section);
        MatchRules usual = MatchRules.DEFAULT;
        MatchRules rules = new MatchRules(
                own.choice("colour", MatchRules.Colour.class, usual.colour()),
                own.number("delta-e", 1, MatchRules.MAX_DELTA_E, usual.deltaE()),
                own.choice("material", MatchRules.MaterialRule.class, usual.material()),
                own.choice("preset", MatchRules.Preset.class, usual.preset()),
                own.choice("source", MatchRules.Source.class, usual.source()),
                own.flag("refill", usual.refill()));
        own.reportUnknownKeys();
        if (section.has("delta-e") && rules.colour() == MatchRules.Colour.EXACT) {
            own.mistake("delta-e", "cannot go with colour: exact, which takes no other colour");
        }
        if (rules.preset() == MatchRules.Preset.EXACT && rules.material() == MatchRules.MaterialRule.FAMILY) {
            own.mistake("preset", "exact cannot go with material: family, for a preset is of one material");
        }
        return rules;
    }

    private PoolEntry.Start start(Section section) {
        MergedSettings own = new MergedSettings(section);
        int atOnce = own.number("at-once", 1, MAX_AT_ONCE, PoolEntry.Start.ANY.atOnce());
        Duration every = own.duration("every", Duration.ofSeconds(1), MAX_EVERY, PoolEntry.Start.ANY.every());
        Optional<String> between = own.text(BETWEEN);
        own.reportUnknownKeys();
        Optional<PoolEntry.Hours> hours = between.flatMap(PoolReader::hours);
        if (between.isPresent() && hours.isEmpty()) {
            own.mistake(BETWEEN, "expected " + HOURS + ", got " + Printable.value(between.get()));
        }
        return new PoolEntry.Start(atOnce, every, hours);
    }

    private static Optional<PoolEntry.Hours> hours(String text) {
        Matcher times = TWO_TIMES.matcher(text.strip());
        if (!times.matches()) {
            return Optional.empty();
        }
        try {
            LocalTime from = LocalTime.parse(times.group(1));
            LocalTime to = LocalTime.parse(times.group(2));
            return from.equals(to) ? Optional.empty() : Optional.of(new PoolEntry.Hours(from, to));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
