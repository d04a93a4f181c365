package org.printfarm.host.config;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.printfarm.host.text.Suggestion;

/** The root of the file → {@link FarmConfig}, with every mistake reported on the way. */
final class FarmReader {

    /** More are a mistake: each needs an address of its own, and one machine with ten thousand is a network's worth. */
    static final int MAX_PRINTERS = 10_000;

    private static final List<String> KEYS = List.of("farm", "defaults", "printers", "machines");

    private final Reporter reporter;

    /** A reader for one run. */
    FarmReader(Reporter reporter) {
        this.reporter = reporter;
    }

    /**
     * Reads the farm.
     *
     * @param root the whole file
     * @param books opens the book of serials in the data folder
     */
    FarmConfig read(Node.Mapping root, SerialRegister.Opener books) {
        Section file = new Section(root.place(), root.entries(), reporter);
        file.reportUnknown(KEYS, List.of());
        FarmSection farm = FarmSection.read(file.section("farm"));
        AccessCodes accessCodes = new AccessCodes(reporter, InstantSource.system());
        PrinterReader reader = new PrinterReader(file.section("defaults"), accessCodes);
        List<PrinterDraft> drafts = drafts(file, reader);
        new DuplicateCheck(reporter).check(drafts);
        Map<String, Located<MachineEntry>> machines =
                new MachineReader(reporter).read(NumberedEntries.expand(file.section("machines")));
        drafts.forEach(draft -> checkMachine(draft, machines));
        List<PrinterEntry> printers;
        try (SerialRegister book = books.open(farm, reporter)) {
            printers = withSerials(drafts, book);
        }
        return new FarmConfig(
                reporter.file(),
                farm.name(),
                farm.data(),
                farm.plugins(),
                farm.pluginsPlace().line(),
                farm.pluginsPlace().column(),
                farm.tlsEngine(),
                farm.keys(),
                farm.keepJobs(),
                farm.deliveries(),
                farm.reload(),
                farm.services(),
                farm.notifications(),
                printers,
                machines.values().stream().map(Located::value).toList());
    }

    private void checkMachine(PrinterDraft draft, Map<String, Located<MachineEntry>> machines) {
        Located<MachineEntry> twin = machines.get(draft.id());
        if (twin != null) {
            reporter.mistake(
                    twin.place(),
                    "expected an id of its own, got that of printers." + Printable.id(draft.id()) + " ("
                            + reporter.at(draft.place()) + ")");
        }
        draft.sendTo().filter(to -> !machines.containsKey(to.value().machine())).ifPresent(to -> {
            String written = to.value().machine();
            String mend = machines.isEmpty()
                    ? " (there is none: write it under machines)"
                    : Suggestion.orAll(written, machines.keySet());
            reporter.mistake(to.place(), "expected the id of a machine, got " + Printable.value(written) + mend);
        });
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
