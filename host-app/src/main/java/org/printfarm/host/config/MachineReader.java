package org.printfarm.host.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The section {@code machines} → {@link MachineEntry}, with every mistake reported on the way. */
final class MachineReader {

    /** More are a mistake: each has a connection of its own. */
    static final int MAX_MACHINES = 1_000;

    private static final String DRIVER = "driver";
    private static final String NAME = "name";
    private static final String TAGS = "tags";
    private static final String PLATE_GATE = "plate-gate";
    private static final String DELIVER = "deliver";
    private static final List<String> HOST_KEYS = List.of(DRIVER, NAME, TAGS, PLATE_GATE, DELIVER);

    private final Reporter reporter;

    MachineReader(Reporter reporter) {
        this.reporter = reporter;
    }

    /**
     * Reads all machines.
     *
     * @param machines the section, which need not be there
     * @return by id, in the order of the file
     */
    Map<String, Located<MachineEntry>> read(Section machines) {
        Map<String, Located<MachineEntry>> read = new LinkedHashMap<>();
        if (machines.entries().size() > MAX_MACHINES) {
            reporter.mistake(
                    machines.place(),
                    "expected at most " + MAX_MACHINES + " machines, got "
                            + machines.entries().size());
            return read;
        }
        machines.entries().forEach((id, entry) -> {
            EntryId.check(id, entry.place(), reporter);
            if (entry.value().isMappingOrNothing()) {
                machine(id, Section.of(entry, reporter))
                        .ifPresent(machine -> read.put(id, new Located<>(machine, entry.place())));
            } else {
                reporter.expected("a machine's settings", entry.value());
            }
        });
        return read;
    }

    private Optional<MachineEntry> machine(String id, Section section) {
        MergedSettings own = new MergedSettings(section);
        Optional<Node.Text> driver = section.required(DRIVER, "a driver's type, for instance bambu");
        Map<String, Node.Entry> rest = new LinkedHashMap<>(section.entries());
        rest.keySet().removeAll(HOST_KEYS);
        Optional<Boolean> gate = section.has(PLATE_GATE) ? Optional.of(own.flag(PLATE_GATE, true)) : Optional.empty();
        String name = own.text(NAME).orElse(id);
        List<String> tags = own.texts(TAGS, List.of());
        MachineEntry.Takes takes = own.choice(DELIVER, MachineEntry.Takes.class, MachineEntry.Takes.PRINTS);
        return driver.map(type -> new MachineEntry(
                id,
                name,
                tags,
                gate,
                takes,
                MergedService.of(type.text(), new Section(section.place(), rest, reporter))));
    }
}
