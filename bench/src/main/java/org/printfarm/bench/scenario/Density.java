package org.printfarm.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.printfarm.bench.drive.LoadSpec;
import org.printfarm.bench.drive.LoadSpec.Transport;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.machine.Machine;
import org.printfarm.bench.machine.ProcStat;
import org.printfarm.bench.report.Figure;
import org.printfarm.bench.report.Measured;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.Statistics;

/** What farms of different sizes use at rest. */
public final class Density implements Scenario {

    private static final String TITLE = "Printers";
    private static final int MAX_STARTS = 3;
    private static final int SETTLE_SECONDS = 2;
    private static final int FEW = 3;
    private static final int MANY = 1_000;
    private static final double KB = 1024;
    private static final double MB = KB * KB;

    /** What a farm keeps open beside its printers' sockets: jars, database, standard streams. Generous. */
    private static final int DESCRIPTORS_BESIDE = 500;

    private static final int DESCRIPTORS_BIND = 2;
    private static final int DESCRIPTORS_ALL = 6;

    /** A farm at rest. */
    private record Rest(FarmPlan plan, Statistics ready, double rss, double heap, int threads, int descriptors) {}

    @Override
    public String name() {
        return "printers";
    }

    @Override
    public String about() {
        return "farms of 1 to 5,000 printers: start, RSS, heap, threads, file descriptors; the cost of one more";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        List<Rest> bindOnly = new ArrayList<>();
        List<Rest> all = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (int printers : stage.effort().printers()) {
            measure(stage, report, FarmPlan.quiet(printers, Services.BIND_ONLY), notes)
                    .ifPresent(bindOnly::add);
        }
        int many =
                stage.effort().printers().stream().filter(size -> size <= MANY).reduce(1, Math::max);
        for (int printers : new int[] {FEW, many}) {
            measure(stage, report, FarmPlan.quiet(printers, Services.ALL), notes)
                    .ifPresent(all::add);
        }
        notes.add("ready: from process start to the ready line, data folder made before, median of " + starts(stage)
                + "; RSS " + SETTLE_SECONDS + " s later; heap: live after a full collection; not pinned;"
                + " then every printer is asked once, plain");
        List<List<String>> rows = new ArrayList<>();
        bindOnly.forEach(rest -> rows.add(row(rest)));
        all.forEach(rest -> rows.add(row(rest)));
        report.add(new Section(
                TITLE,
                List.of("printers", "services", "ready s", "RSS MB", "heap MB", "threads", "file descriptors"),
                rows,
                notes));
        oneMore(report, bindOnly);
        figures(report, all);
    }

    private static Optional<Rest> measure(Stage stage, Report report, FarmPlan pinned, List<String> notes)
            throws IOException, InterruptedException {
        FarmPlan plan = pinned.unpinned();
        stage.say(TITLE + ": " + plan.printers() + ", " + plan.services().label());
        int each = plan.services() == Services.ALL ? DESCRIPTORS_ALL : DESCRIPTORS_BIND;
        if ((long) each * plan.printers() + DESCRIPTORS_BESIDE > Machine.openFiles()) {
            notes.add(plan.printers() + " printers, " + plan.services().label() + ": not possible with ulimit -n "
                    + Machine.openFiles());
            return Optional.empty();
        }
        Farm farm = stage.ground().make(plan);
        farm.start().close();
        List<Double> ready = new ArrayList<>();
        for (int start = 1; start < starts(stage); start++) {
            try (FarmProcess process = farm.start()) {
                ready.add(process.readySeconds());
            }
        }
        try (FarmProcess process = farm.start()) {
            ready.add(process.readySeconds());
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            ProcStat stat = process.stat();
            int descriptors = process.descriptors();
            Rest rest = new Rest(
                    plan, Statistics.of(ready), stat.rssBytes(), process.liveHeapBytes(), stat.threads(), descriptors);
            askEach(stage, report, farm, process, plan);
            return Optional.of(rest);
        }
    }

    private static int starts(Stage stage) {
        return Math.min(MAX_STARTS, stage.effort().starts());
    }

    private static void askEach(Stage stage, Report report, Farm farm, FarmProcess process, FarmPlan plan)
            throws IOException, InterruptedException {
        Server server = new Server(Server.FARM, process.pid(), farm.plainTargets(), farm.tlsTargets());
        LoadSpec each = LoadSpec.count(Transport.PLAIN, server.plainTargets(), 16, plan.printers());
        server.window(stage.load(), each, report);
    }

    private static List<String> row(Rest rest) {
        return List.of(
                Numbers.of((long) rest.plan().printers()),
                rest.plan().services().label(),
                Numbers.of(rest.ready()),
                Numbers.megabytes(rest.rss()),
                Numbers.megabytes(rest.heap()),
                Integer.toString(rest.threads()),
                Numbers.of((long) rest.descriptors()));
    }

    private static void oneMore(Report report, List<Rest> bindOnly) {
        if (bindOnly.size() < 2) {
            return;
        }
        Rest few = bindOnly.get(0);
        Rest many = bindOnly.get(bindOnly.size() - 1);
        double more = many.plan().printers() - few.plan().printers();
        double descriptors = (many.descriptors() - few.descriptors()) / more;
        double heap = (many.heap() - few.heap()) / KB / more;
        double rss = (many.rss() - few.rss()) / KB / more;
        double threads = (many.threads() - few.threads()) / more;
        report.add(new Section(
                "One more printer, bind only",
                List.of("file descriptors", "live heap KB", "RSS KB", "threads"),
                List.of(List.of(Numbers.of(descriptors), Numbers.of(heap), Numbers.of(rss), Numbers.of(threads))),
                List.of("mean of the printers from " + few.plan().printers() + " to "
                        + many.plan().printers() + "; RSS counts garbage of the start as well")));
        figure(report, Figure.PRINTER_DESCRIPTORS, descriptors);
        figure(report, Figure.PRINTER_HEAP_KB, heap);
        figure(report, Figure.PRINTER_RSS_KB, rss);
        figure(report, Figure.PRINTER_THREADS, threads);
    }

    private static void figures(Report report, List<Rest> all) {
        all.stream().filter(rest -> rest.plan().printers() == MANY).forEach(rest -> {
            figure(report, Figure.READY_1000_S, rest.ready().median());
            figure(report, Figure.RSS_1000_MB, rest.rss() / MB);
        });
    }

    private static void figure(Report report, Figure figure, double value) {
        report.add(new Measured(figure, value));
    }
}
