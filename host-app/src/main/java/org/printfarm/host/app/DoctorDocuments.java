package org.printfarm.host.app;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.dispatch.MachineReport;
import org.printfarm.host.doctor.Diagnosis;
import org.printfarm.host.event.PeerTimelines.Moment;
import org.printfarm.host.event.StatusBoard;
import org.printfarm.host.view.DoctorView.Client;
import org.printfarm.host.view.DoctorView.Event;
import org.printfarm.host.view.DoctorView.Finding;

/** Makes documents of what is wrong. */
final class DoctorDocuments {

    private DoctorDocuments() {}

    /** What is wrong with services and machines. */
    static List<Finding> own(StatusBoard board, List<MachineReport> machines) {
        List<Finding> own = new ArrayList<>();
        board.all().forEach(line -> own.addAll(Diagnosis.of(line)));
        machines.forEach(
                report -> own.addAll(Diagnosis.of(report.machine().entry().id(), report.status())));
        return own;
    }

    /** What is wrong with a client, and what it did. */
    static Client client(FarmConfig config, InetAddress peer, List<Moment> timeline) {
        return new Client(
                peer.getHostAddress(),
                Diagnosis.of(timeline, elsewhere(config)),
                timeline.stream().map(DoctorDocuments::event).toList());
    }

    /** The printers that tell slicers another address than they listen on. */
    private static Set<String> elsewhere(FarmConfig config) {
        return config.printers().stream()
                .map(PrinterEntry::printer)
                .filter(printer -> !printer.bindAddress().equals(printer.advertisedAddress()))
                .map(Printer::id)
                .collect(Collectors.toSet());
    }

    private static Event event(Moment moment) {
        PrinterEvent event = moment.event();
        return new Event(
                moment.time().toString(),
                moment.printer(),
                event.service(),
                event.port(),
                event.kind().name(),
                event.code(),
                moment.times());
    }
}
