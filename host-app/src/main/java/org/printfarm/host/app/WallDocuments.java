package org.printfarm.host.app;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Printer;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.event.StatusBoard;
import org.printfarm.host.view.WallView;

/** Makes the document of the wall. */
final class WallDocuments {

    private WallDocuments() {}

    static WallView wall(
            List<Printer> printers,
            Function<Printer, PrintStatus> shown,
            Function<String, Optional<String>> elsewhere,
            StatusBoard board) {
        Set<String> troubled = board.all().stream()
                .filter(line -> line.status() instanceof ServiceStatus.Degraded
                        || line.status() instanceof ServiceStatus.Failed)
                .map(StatusBoard.Line::printer)
                .collect(Collectors.toSet());
        return new WallView(printers.stream()
                .map(printer -> panel(
                        printer,
                        shown.apply(printer),
                        troubled.contains(printer.id()),
                        elsewhere.apply(printer.id()).orElse(null)))
                .toList());
    }

    private static WallView.Panel panel(
            Printer printer, PrintStatus status, boolean trouble, @Nullable String elsewhere) {
        return new WallView.Panel(
                printer.id(),
                printer.identity().name(),
                printer.identity().model().displayName(),
                status.phase().name().toLowerCase(Locale.ROOT),
                status.progress().percent(),
                status.progress().layer(),
                status.progress().totalLayers(),
                status.progress().remaining().toMinutes(),
                trouble,
                elsewhere);
    }
}
