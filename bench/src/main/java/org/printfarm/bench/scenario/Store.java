package org.printfarm.bench.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.printfarm.bench.farm.ControlChannel;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.farm.LongRecord;
import org.printfarm.bench.load.FirstReply;
import org.printfarm.bench.load.Target;
import org.printfarm.bench.report.Figure;
import org.printfarm.bench.report.Measured;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.Statistics;

/** What a long record of jobs costs: at the start, on the heap, and for each page of it. */
public final class Store implements Scenario {

    private static final int PRINTERS = 3;
    private static final int PAGE = 100;
    private static final int ASKED = 15;
    private static final double NANOS_PER_MS = 1e6;
    private static final double MB = 1 << 20;

    /** One of two farms that are started in turn: what its starts took, and what lived on its heap after the last. */
    private static final class Measuring {

        private final String record;
        private final Farm farm;
        private final List<Double> replyMs = new ArrayList<>();
        private final List<Double> cpuSeconds = new ArrayList<>();
        private double heapBytes;

        private Measuring(String record, Farm farm) {
            this.record = record;
            this.farm = farm;
        }

        void start(FirstReply client) throws IOException, InterruptedException {
            try (FarmProcess process = farm.begin()) {
                long replied = client.await(Target.range(farm.plainTargets()).get(0), false);
                process.awaitReady();
                replyMs.add((replied - process.begun()) / NANOS_PER_MS);
                cpuSeconds.add(process.stat().cpuSeconds());
                heapBytes = process.liveHeapBytes();
            }
        }

        /** The first start warms the client and the disk's cache. */
        void forget() {
            replyMs.clear();
            cpuSeconds.clear();
        }

        double replyMs() {
            return Statistics.of(replyMs).median();
        }

        List<String> row() {
            return List.of(
                    record,
                    Numbers.of(Statistics.of(replyMs)),
                    Numbers.of(Statistics.of(cpuSeconds)),
                    Numbers.megabytes(heapBytes));
        }
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public String about() {
        return "a record of 1,000,000 jobs: start and live heap beside an empty farm, pages of lists";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        Measuring none = new Measuring("empty", made(stage));
        Measuring many = new Measuring("long", made(stage));
        stage.say("store: writing " + Numbers.of((long) stage.effort().jobs()) + " jobs");
        LongRecord.write(many.farm, stage.effort().jobs());
        FirstReply client = new FirstReply();
        for (Measuring farm : List.of(none, many)) {
            farm.start(client);
            farm.forget();
        }
        for (int round = 1; round <= stage.effort().starts(); round++) {
            stage.say("store: start " + round + " of " + stage.effort().starts());
            none.start(client);
            many.start(client);
        }
        report.add(new Section(
                "A record of " + Numbers.of((long) stage.effort().jobs()) + " jobs",
                List.of("record", "./farm run to first plain reply, ms", "CPU s until ready", "live heap MB"),
                List.of(none.row(), many.row()),
                List.of("medians of " + stage.effort().starts()
                        + " starts of each in turn, not pinned; heap after the last")));
        pages(stage, report, many.farm);
        figure(report, Figure.LONG_RECORD_START, many.replyMs() / none.replyMs());
        figure(report, Figure.LONG_RECORD_HEAP_MB, (many.heapBytes - none.heapBytes) / MB);
    }

    private static Farm made(Stage stage) throws IOException, InterruptedException {
        Farm farm = stage.ground().make(FarmPlan.quiet(PRINTERS, Services.ALL).unpinned());
        farm.start().close();
        return farm;
    }

    private static void pages(Stage stage, Report report, Farm farm) throws IOException, InterruptedException {
        int middle = stage.effort().jobs() / 2;
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("the newest", "");
        queries.put("from the middle on", "\"before\": \"" + middle + "\"");
        queries.put("of a printer", "\"printer\": \"bay-2\"");
        queries.put("of a printer, from the middle on", "\"printer\": \"bay-2\", \"before\": \"" + middle + "\"");
        queries.put("failed", "\"state\": \"failed\"");
        queries.put(
                "of a printer, failed, from the middle on",
                "\"printer\": \"bay-1\", \"state\": \"failed\", \"before\": \"" + middle + "\"");
        queries.put("none, of a state", "\"state\": \"cancelled\"");
        queries.put("since a day ago", "\"since\": \"" + Instant.now().minus(Duration.ofDays(1)) + "\"");
        List<List<String>> rows = new ArrayList<>();
        double slowest = 0;
        try (FarmProcess process = farm.start()) {
            ControlChannel channel = ControlChannel.of(farm);
            for (Map.Entry<String, String> query : queries.entrySet()) {
                Statistics took = took(channel, query.getValue());
                slowest = Math.max(slowest, took.median());
                rows.add(List.of(query.getKey(), Numbers.of(took)));
            }
        }
        report.add(new Section(
                "Pages of " + PAGE + " jobs of "
                        + Numbers.of((long) stage.effort().jobs()),
                List.of("page", "ms (least-greatest)"),
                rows,
                List.of("asked " + ASKED
                        + " times over the control channel, connection, JSON and first time included")));
        figure(report, Figure.LONG_RECORD_PAGE_MS, slowest);
    }

    private static Statistics took(ControlChannel channel, String filter) throws IOException {
        String query = "[{\"limit\": " + PAGE + (filter.isEmpty() ? "" : ", " + filter) + "}]";
        List<Double> took = new ArrayList<>();
        for (int i = 0; i < ASKED; i++) {
            long begun = System.nanoTime();
            channel.ask("jobs", query);
            took.add((System.nanoTime() - begun) / NANOS_PER_MS);
        }
        return Statistics.of(took);
    }

    private static void figure(Report report, Figure figure, double value) {
        report.add(new Measured(figure, value));
    }
}
