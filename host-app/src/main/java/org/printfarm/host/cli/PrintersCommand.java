package org.printfarm.host.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PortClaim;
import org.printfarm.host.client.SafeText;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.ServiceEntry;
import org.printfarm.host.service.PlannedService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm printers}. */
@Command(
        name = "printers",
        description =
                "List the printers with their serials, addresses and services. A serial that the configuration does not "
                        + "name is made now and kept.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm printers", "  ./farm printers -c workshop.yaml --json"})
final class PrintersCommand implements Callable<Integer> {

    @Mixin
    private FarmSource source;

    @Option(
            names = "--json",
            description =
                    "Print [{\"id\", \"name\", \"model\", \"serial\", \"address\", \"advertise\", \"services\"}].")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console screen = new Console(spec);
        Problems problems = new Problems();
        Optional<FarmSetup> setup = FarmSetup.open(source, FarmSetup.Footprint.DATA_FOLDER, problems);
        try {
            if (setup.isEmpty() || !problems.isClean()) {
                screen.problems(problems);
                return ExitCodes.USAGE;
            }
            List<Row> rows = setup.get().config().printers().stream()
                    .map(entry -> Row.of(entry, setup.get().plan().services()))
                    .toList();
            if (json) {
                screen.json(rows);
            } else {
                print(screen, rows);
            }
            return ExitCodes.FINE;
        } finally {
            setup.ifPresent(FarmSetup::close);
        }
    }

    private static void print(Console screen, List<Row> rows) {
        screen.table(
                List.of("ID", "NAME", "MODEL", "SERIAL", "ADDRESS", "ADVERTISE", "SERVICES"),
                rows.stream()
                        .map(row -> List.of(
                                row.id(),
                                SafeText.line(row.name()),
                                row.model(),
                                row.serial(),
                                row.address(),
                                row.advertise(),
                                String.join(",", row.servicesOn())))
                        .toList());
    }

    private record Row(
            String id,
            String name,
            String model,
            String serial,
            String address,
            String advertise,
            Map<String, Service> services) {

        static Row of(PrinterEntry entry, List<PlannedService<?>> plan) {
            Printer printer = entry.printer();
            Map<String, Service> services = new LinkedHashMap<>();
            for (ServiceEntry service : entry.services()) {
                services.put(service.type(), new Service(service.isOn(), ports(printer, service.type(), plan)));
            }
            return new Row(
                    printer.id(),
                    printer.identity().name(),
                    printer.identity().model().displayName(),
                    printer.identity().serial(),
                    printer.bindAddress().getHostAddress(),
                    printer.advertisedAddress().getHostAddress(),
                    services);
        }

        private static List<String> ports(Printer printer, String type, List<PlannedService<?>> plan) {
            return plan.stream()
                    .filter(planned -> planned.printer().id().equals(printer.id())
                            && planned.type().equals(type))
                    .flatMap(planned -> planned.claims().stream())
                    .map(PortClaim::toString)
                    .toList();
        }

        List<String> servicesOn() {
            return services.entrySet().stream()
                    .filter(service -> service.getValue().on())
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    private record Service(boolean on, List<String> ports) {}
}
