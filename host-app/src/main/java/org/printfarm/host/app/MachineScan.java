package org.printfarm.host.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.PrinterModel;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.watch.PrinterCertificate;
import org.printfarm.host.config.MachineDraft;
import org.printfarm.host.text.CsvRows.Cell;
import org.printfarm.host.view.DiscoverReport;
import org.printfarm.host.view.FoundPrinter;
import org.printfarm.host.view.MachineProposal;
import org.printfarm.host.view.MachineView;
import org.printfarm.host.view.PrinterView;

/**
 * Physical printers of the network: they announce themselves, and their certificate on the MQTT port names the serial that they
 * announce. Those of farms are left out: their certificates are signed by a farm.
 */
public final class MachineScan {

    /** Where machines are asked for their certificate. Source: protocol notes, section 4. */
    private static final int MQTT_PORT = 8883;

    /** How the CA of a farm calls itself. */
    private static final String FARM_CA = "printer farm ca";

    private static final String DRIVER = "bambu";
    private static final int SERIAL_END = 4;

    private final Path file;
    private final Set<String> taken = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final List<MachineDraft> drafted = new ArrayList<>();

    private MachineScan(Path file) {
        this.file = file;
    }

    /**
     * Looks for machines, and writes their entries when that is asked for and their access codes are there.
     *
     * @param source the farm; machines and printers of it are not proposed
     * @param time how long to listen
     * @param nic search on this network interface only; null for all
     * @param write whether to write, or only to show
     * @return the entries, and what is to be done before they can be used
     * @throws FarmException when nothing can be listened to, or a file cannot be written
     */
    public static MachineProposal add(FarmSource source, Duration time, @Nullable String nic, boolean write)
            throws FarmException {
        return add(source, Clients.discover(time, nic), MQTT_PORT, write);
    }

    /** Of what was heard already. */
    static MachineProposal add(FarmSource source, DiscoverReport heard, int port, boolean write) throws FarmException {
        Path file = source.used().orElse(Path.of("farm.yaml"));
        MachineScan scan = new MachineScan(file);
        if (source.used().isPresent()) {
            scan.learn(source);
        }
        scan.notes.addAll(heard.warnings());
        MachineEnrolment enrolment = new MachineEnrolment(file, scan.drafts(heard, port));
        List<String> missing = scan.missing();
        Stream.concat(scan.notes.stream(), missing.stream()).forEach(enrolment::note);
        return write && missing.isEmpty() ? enrolment.write() : enrolment.show();
    }

    private void learn(FarmSource source) throws FarmException {
        try (Farm farm = Farms.open(source)) {
            for (MachineView machine : farm.machines()) {
                taken.add(machine.id());
                known.add(String.valueOf(machine.serial()));
            }
            known.addAll(farm.printers().stream().map(PrinterView::serial).collect(Collectors.toSet()));
        }
    }

    private List<MachineDraft> drafts(DiscoverReport heard, int port) {
        List<MachineDraft> drafts = new ArrayList<>();
        for (FoundPrinter printer : heard.printers()) {
            if (known.add(printer.serial()) && isReal(printer, port)) {
                drafts.add(draft(printer));
            }
        }
        return drafts;
    }

    private boolean isReal(FoundPrinter printer, int port) {
        try {
            PrinterCertificate shown = PrinterCertificate.at(printer.address(), port);
            if (shown.issuer().toLowerCase(Locale.ROOT).contains(FARM_CA)) {
                return false;
            }
            boolean same = shown.serial().filter(printer.serial()::equals).isPresent();
            if (!same) {
                notes.add(printer.serial() + " at " + printer.address()
                        + " is left out: its certificate does not name that serial");
            }
            return same;
        } catch (ClientException e) {
            notes.add(printer.serial() + " at " + printer.address() + " is left out: " + e.getMessage());
            return false;
        }
    }

    private MachineDraft draft(FoundPrinter printer) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        cells.put("driver", cell(DRIVER));
        PrinterModel.find(printer.model()).ifPresent(model -> cells.put("model", cell(model.displayName())));
        cells.put("serial", cell(printer.serial()));
        cells.put("address", cell(printer.address()));
        cells.put(MachineDraft.CODE, cell(""));
        MachineDraft draft = new MachineDraft(cell(id(printer)), cells);
        drafted.add(draft);
        return draft;
    }

    private List<String> missing() {
        return drafted.stream()
                .filter(draft -> !Files.exists(file.resolveSibling(draft.secretFile())))
                .map(draft -> "write the access code of " + draft.id().text() + ", from its screen, to "
                        + file.resolveSibling(draft.secretFile()))
                .toList();
    }

    /** Its name where that will do, else its model and the end of its serial. */
    private String id(FoundPrinter printer) {
        String name = slug(printer.name());
        String end = printer.serial().substring(Math.max(0, printer.serial().length() - SERIAL_END));
        String model = PrinterModel.find(printer.model())
                .map(PrinterModel::displayName)
                .orElse("machine");
        String wanted = name.isEmpty() || !taken.add(name) ? slug(model + "-" + end) : name;
        taken.add(wanted);
        return wanted;
    }

    private static String slug(String text) {
        String plain =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return plain.substring(0, Math.min(plain.length(), 32)).replaceAll("-$", "");
    }

    private static Cell cell(String text) {
        return new Cell(text, 0, 0);
    }
}
