package org.printfarm.host.app;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.host.config.Ipv4;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.dispatch.MachineReport;
import org.printfarm.host.doctor.Diagnosis;
import org.printfarm.host.doctor.FarmDiagnosis;
import org.printfarm.host.event.PeerTimelines;
import org.printfarm.host.event.PeerTimelines.Moment;
import org.printfarm.host.event.StatusBoard;
import org.printfarm.host.job.store.ContentReplicas;
import org.printfarm.host.view.DoctorView;
import org.printfarm.host.view.DoctorView.Client;
import org.printfarm.host.view.DoctorView.Event;
import org.printfarm.host.view.DoctorView.Finding;

/** Makes documents of what is wrong between slicers, the farm and its machines. */
record DoctorDocuments(FarmSetup setup, ContentReplicas replicas, StatusBoard board, PeerTimelines timelines) {

    /** Slicers of a printer that are told at once. */
    private static final int MAX_SLICERS = 100;

    /** Of one client by its address; empty for all with trouble. */
    DoctorView of(String address, List<MachineReport> machines) throws FarmException {
        List<Finding> own = own(machines);
        if (address.isEmpty()) {
            return new DoctorView(
                    own,
                    timelines.peers().stream()
                            .map(this::client)
                            .filter(client -> !client.findings().isEmpty())
                            .toList());
        }
        return new DoctorView(
                own,
                List.of(client(Ipv4.parse(address)
                        .orElseThrow(() -> new FarmException(
                                FarmException.BAD_REQUEST, "ADDRESS: expected an IPv4 address as 192.168.1.20", "")))));
    }

    /** What is wrong with printers, services and machines. */
    private List<Finding> own(List<MachineReport> machines) {
        List<Finding> own = new ArrayList<>();
        own.addAll(FarmDiagnosis.sharing(setup.config().dialled(), serials(machines)));
        setup.waiting().forEach(printer -> own.add(FarmDiagnosis.clock(printer, Instant.now())));
        own.addAll(HostDocuments.findings(setup.config(), Instant.now()));
        own.addAll(HostDocuments.unreached(replicas));
        board.all().forEach(line -> own.addAll(FarmDiagnosis.of(line)));
        machines.forEach(
                report -> own.addAll(FarmDiagnosis.of(report.machine().entry().id(), report.status())));
        return own;
    }

    private static Map<String, String> serials(List<MachineReport> machines) {
        Map<String, String> serials = new LinkedHashMap<>();
        machines.forEach(report -> report.machine()
                .description()
                .serial()
                .ifPresent(serial -> serials.put(report.machine().entry().id(), serial)));
        return serials;
    }

    /** Those that came to a printer, with what they did there. */
    List<Client> slicers(String printer) {
        List<Client> found = timelines.at(printer).stream()
                .map(peer -> client(
                        peer,
                        timelines.of(peer).stream()
                                .filter(moment -> moment.printer().equals(printer))
                                .toList()))
                .toList();
        return found.subList(Math.max(0, found.size() - MAX_SLICERS), found.size());
    }

    private Client client(InetAddress peer) {
        return client(peer, timelines.of(peer));
    }

    private Client client(InetAddress peer, List<Moment> timeline) {
        return new Client(
                peer.getHostAddress(),
                Diagnosis.of(timeline, elsewhere()),
                timeline.stream().map(DoctorDocuments::event).toList());
    }

    /** The printers that tell slicers another address than they listen on. */
    private Set<String> elsewhere() {
        return setup.config().printers().stream()
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
