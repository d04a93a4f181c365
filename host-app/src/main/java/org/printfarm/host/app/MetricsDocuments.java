package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.printfarm.host.event.EventCounters;
import org.printfarm.host.view.MetricsView;

/** Makes the document of what is counted. */
final class MetricsDocuments {

    private MetricsDocuments() {}

    static MetricsView metrics(EventCounters counters, Path data) {
        return new MetricsView(
                counters.snapshot().stream().map(MetricsDocuments::event).toList(), disk(data));
    }

    private static MetricsView.Event event(EventCounters.Count count) {
        return new MetricsView.Event(
                count.printer(),
                count.kind().name().toLowerCase(Locale.ROOT),
                count.code().isEmpty() ? null : count.code(),
                count.times(),
                count.bytes());
    }

    private static MetricsView.Disk disk(Path data) {
        try {
            FileStore store = Files.getFileStore(data);
            return new MetricsView.Disk(store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException e) {
            return new MetricsView.Disk(0, 0);
        }
    }
}
