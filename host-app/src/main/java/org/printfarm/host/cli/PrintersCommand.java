package org.printfarm.host.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.PrinterView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm printers}. */
@Command(
        name = "printers",
        description =
                "List the printers with their serials, addresses and services. A serial that the configuration does not "
                        + "name is made now and kept.",
        footer = {"", "Examples:", "  ./farm printers", "  ./farm printers -c workshop.yaml --json"})
final class PrintersCommand extends OneFarmCommand {

    /** Of an instant in ISO 8601, its day. */
    private static final int DAY_LENGTH = "2036-12-24".length();

    @Option(
            names = "--json",
            description =
                    "Print [{\"id\", \"name\", \"model\", \"serial\", \"address\", \"advertise\", \"services\", "
                            + "\"send-to\", \"certificate-until\"}]; address and advertise are null for a printer of the print-host door alone.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(json, asked.printers(), printers -> print(screen, printers));
        }
    }

    private static void print(Console screen, List<PrinterView> printers) {
        screen.table(
                List.of("ID", "NAME", "MODEL", "SERIAL", "ADDRESS", "ADVERTISE", "CERTIFICATE UNTIL", "SERVICES"),
                printers.stream()
                        .map(row -> List.of(
                                row.id(),
                                SafeText.line(row.name()),
                                row.model(),
                                row.serial(),
                                Objects.requireNonNullElse(row.address(), "-"),
                                Objects.requireNonNullElse(row.advertise(), "-"),
                                row.certificateUntil() == null
                                        ? "-"
                                        : row.certificateUntil().substring(0, DAY_LENGTH),
                                services(row)))
                        .toList());
    }

    private static String services(PrinterView printer) {
        return printer.services().entrySet().stream()
                .filter(service -> service.getValue().on())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(","));
    }
}
