package org.printfarm.host.app;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.event.StatusBoard;
import org.printfarm.host.view.ServiceView;

/** Makes documents of how services are. */
final class ServiceDocuments {

    private static final Comparator<ServiceView> BY_NAME =
            Comparator.comparing(ServiceView::printer).thenComparing(ServiceView::service);

    private ServiceDocuments() {}

    static List<ServiceView> services(StatusBoard board) {
        return board.all().stream()
                .map(line -> view(line.printer(), line.service(), line.status()))
                .sorted(BY_NAME)
                .toList();
    }

    private static ServiceView view(String printer, String service, ServiceStatus status) {
        Optional<Fault> fault = fault(status);
        return new ServiceView(
                printer,
                service,
                StatusBoard.word(status),
                fault.map(trouble -> trouble.code().name()).orElse(null),
                fault.map(Fault::text).orElse(null),
                status.ports().stream().map(ServiceDocuments::port).toList());
    }

    private static ServiceView.Port port(PortStatus port) {
        return new ServiceView.Port(
                port.claim().toString(),
                port.isListening(),
                port.fault().map(fault -> fault.code().name()).orElse(null));
    }

    private static Optional<Fault> fault(ServiceStatus status) {
        if (status instanceof ServiceStatus.Degraded degraded) {
            return Optional.of(degraded.fault());
        }
        return status instanceof ServiceStatus.Failed failed ? Optional.of(failed.fault()) : Optional.empty();
    }
}
