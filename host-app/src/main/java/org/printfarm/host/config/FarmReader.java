package org.printfarm.host.config;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The root of the file → {@link FarmConfig}, with every mistake reported on the way. */
final class FarmReader {

    /** More are a mistake: each needs an address of its own, and one machine with ten thousand is a network's worth. */
    static final int MAX_PRINTERS = 10_000;

    private static final List<String> KEYS = List.of("farm", "defaults", "printers", "machines", "pools");

    private final Reporter reporter;
    private final SerialRegister.Keeping keeping;
    private final ConfigLoader.Books books;

    /**
     * A reader for one run.
     *
     * @param keeping whether addresses that were given are written to the data folder
     * @param books called before the books there are read, when something may be written to them
     */
    FarmReader(Reporter reporter, SerialRegister.Keeping keeping, ConfigLoader.Books books) {
        this.reporter = reporter;
        this.keeping = keeping;
        this.books = books;
    }

    /**
     * Reads the farm.
     *
     * @param root the whole file
     * @param serials opens the book of serials in the data folder
     */
    FarmConfig read(Node.Mapping root, SerialRegister.Opener serials) {
        Section file = new Section(root.place(), root.entries(), reporter);
        file.reportUnknown(KEYS, List.of());
        FarmSection farm = FarmSection.read(file.section("farm"));
        if (keeping == SerialRegister.Keeping.WRITE && reporter.problems().isClean()) {
            farm.store().ifPresent(store -> books.refresh(store, farm.data()));
        }
        AccessCodes accessCodes = new AccessCodes(reporter, InstantSource.system());
        PrinterReader reader = new PrinterReader(file.section("defaults"), accessCodes);
        AutoAddresses auto = AutoAddresses.of(drafts(file, reader), farm, reporter);
        List<PrinterDraft> drafts = auto.drafts();
        new DuplicateCheck(reporter).check(drafts);
        Map<String, Located<MachineEntry>> machines =
                new MachineReader(reporter).read(NumberedEntries.expand(file.section("machines")));
        Map<String, Located<PoolEntry>> pools = new PoolReader(reporter, machines).read(file.section("pools"));
        drafts.forEach(draft -> checkIds(draft.id(), draft.place(), "printers", machines, pools));
        machines.forEach((id, machine) -> checkIds(id, machine.place(), "machines", Map.of(), pools));
        GoalCheck goals = new GoalCheck(reporter, machines, pools);
        drafts.forEach(draft -> draft.sendTo().ifPresent(goals::check));
        List<PrinterEntry> printers;
        try (SerialRegister book = serials.open(farm, reporter)) {
            printers = withSerials(drafts, book);
        }
        if (keeping == SerialRegister.Keeping.WRITE) {
            auto.keep(farm, reporter);
        }
        return new FarmConfig(
                reporter.file(),
                reporter.references().files(),
                farm.name(),
                farm.data(),
                farm.store(),
                farm.cluster(),
                farm.files(),
                farm.plugins(),
                farm.pluginsPlace().line(),
                farm.pluginsPlace().column(),
                farm.tlsEngine(),
                farm.keys(),
                farm.keepJobs(),
                farm.deliveries(),
                farm.reload(),
                new FarmAddresses(farm.addresses(), auto.given()),
                farm.services(),
                farm.notifications(),
                printers,
                machines.values().stream()
                        .map(machine -> withGate(machine.value(), pools.values()))
                        .toList(),
                pools.values().stream().map(Located::value).toList());
    }

    /** Of a machine that does not say itself, the first pool that does speaks. */
    private static MachineEntry withGate(MachineEntry machine, Collection<Located<PoolEntry>> pools) {
        Optional<Boolean> gate = pools.stream()
                .map(Located::value)
                .filter(pool -> pool.machines().contains(machine.id()))
                .flatMap(pool -> pool.plateGate().stream())
                .findFirst();
        return machine.withPlateGate(machine.plateGate().or(() -> gate));
    }

    @SafeVarargs
    private void checkIds(String id, SourcePosition place, String kind, Map<String, ? extends Located<?>>... others) {
        for (Map<String, ? extends Located<?>> other : others) {
            Located<?> twin = other.get(id);
            if (twin != null) {
                reporter.mistake(
                        twin.place(),
                        "expected an id of its own, got that of " + kind + "." + Printable.id(id) + " ("
                                + reporter.at(place) + ")");
            }
        }
    }

    private List<PrinterDraft> drafts(Section file, PrinterReader reader) {
        Section printers = NumberedEntries.expand(file.section("printers"));
        if (isEmptyOrAbsent(file)) {
            reporter.mistake(printers.place(), "expected at least one printer, got none");
        }
        List<PrinterDraft> drafts = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, Node.Entry> printer : printers.entries().entrySet()) {
            if (number++ == MAX_PRINTERS) {
                SourcePosition place = printer.getValue().place();
                reporter.mistake(
                        place,
                        "expected at most " + MAX_PRINTERS + " printers, got "
                                + printers.entries().size());
                break;
            }
            reader.read(printer.getKey(), printer.getValue(), number).ifPresent(drafts::add);
        }
        return drafts;
    }

    private static boolean isEmptyOrAbsent(Section file) {
        return file.section("printers").entries().isEmpty()
                && file.value("printers").map(Node::isMappingOrNothing).orElse(true);
    }

    private List<PrinterEntry> withSerials(List<PrinterDraft> drafts, SerialRegister book) {
        Map<String, Located<String>> configured = new HashMap<>();
        drafts.forEach(draft -> draft.serial().ifPresent(serial -> configured.put(serial.value(), serial)));
        Set<String> taken = configured.keySet();
        List<PrinterEntry> printers = new ArrayList<>();
        for (PrinterDraft draft : drafts) {
            String serial =
                    draft.serial().map(Located::value).orElseGet(() -> book.serial(draft.id(), draft.model(), taken));
            Located<String> twin = configured.get(serial);
            if (draft.serial().isEmpty() && twin != null) {
                String madeFor = "printers." + draft.id() + " (" + book.file() + ")";
                reporter.mistake(
                        twin.place(),
                        "expected a serial of its own, got " + serial + ", which was made for " + madeFor);
            }
            printers.add(draft.complete(serial));
        }
        book.finish(reporter);
        return printers;
    }
}
