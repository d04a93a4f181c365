package org.printfarm.host.app;

import java.time.Duration;
import java.time.Instant;
import org.printfarm.host.job.store.PastPrint;
import org.printfarm.host.view.HistoryView;

/** Makes documents of prints that are over. */
final class HistoryDocuments {

    private static final double SECONDS_PER_HOUR = 3_600;
    private static final double THOUSAND = 1_000;

    private HistoryDocuments() {}

    static HistoryView view(PastPrint print) {
        return new HistoryView(
                print.task(),
                print.job(),
                print.printer(),
                print.machine(),
                print.from(),
                print.file(),
                print.plate().orElse(null),
                print.started().map(Instant::toString).orElse(null),
                print.ended().toString(),
                print.started()
                        .map(started ->
                                rounded(Duration.between(started, print.ended()).toSeconds() / SECONDS_PER_HOUR))
                        .orElse(0.0),
                print.started().isPresent() ? rounded(print.grams()) : 0,
                print.result().orElse(""));
    }

    /** To a thousandth; what a wrong clock made negative is nothing. */
    private static double rounded(double value) {
        return Math.max(0, Math.round(value * THOUSAND) / THOUSAND);
    }
}
