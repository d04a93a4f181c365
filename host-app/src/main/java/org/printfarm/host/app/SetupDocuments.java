package org.printfarm.host.app;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PortClaim;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.config.SendTo;
import org.printfarm.host.config.ServiceEntry;
import org.printfarm.host.service.PlannedService;
import org.printfarm.host.view.PluginView;
import org.printfarm.host.view.PrinterView;

/** Makes documents of what is known of a farm before it starts. */
final class SetupDocuments {

    private SetupDocuments() {}

    static List<PrinterView> printers(FarmSetup setup) {
        Map<String, List<PlannedService<?>>> plan = setup.plan().services().stream()
                .collect(Collectors.groupingBy(planned -> planned.printer().id()));
        return setup.config().printers().stream()
                .map(entry -> printer(entry, plan.getOrDefault(entry.printer().id(), List.of()), setup))
                .toList();
    }

    private static PrinterView printer(PrinterEntry entry, List<PlannedService<?>> plan, FarmSetup setup) {
        Printer printer = entry.printer();
        Map<String, PrinterView.Service> services = new LinkedHashMap<>();
        for (ServiceEntry service : entry.services()) {
            services.put(service.type(), new PrinterView.Service(service.isOn(), ports(service.type(), plan)));
        }
        return new PrinterView(
                printer.id(),
                printer.identity().name(),
                printer.identity().model().displayName(),
                printer.identity().serial(),
                entry.hasAddress() ? printer.bindAddress().getHostAddress() : null,
                entry.hasAddress() ? printer.advertisedAddress().getHostAddress() : null,
                services,
                entry.sendTo().map(SendTo::goal).orElse(null),
                setup.certificateEnd(printer).map(Instant::toString).orElse(null));
    }

    private static List<String> ports(String type, List<PlannedService<?>> ofPrinter) {
        return ofPrinter.stream()
                .filter(planned -> planned.type().equals(type))
                .flatMap(planned -> planned.claims().stream())
                .map(PortClaim::toString)
                .toList();
    }

    static List<PluginView> plugins(FarmSetup setup) {
        return setup.catalog().reports().stream()
                .map(report -> new PluginView(
                        report.file(),
                        report.id(),
                        report.version(),
                        report.services(),
                        report.state().word(),
                        report.reason()))
                .toList();
    }
}
