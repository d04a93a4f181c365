package org.printfarm.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.farm.SharedFarm;
import org.printfarm.bench.machine.Program;
import org.printfarm.bench.peer.Postgres;
import org.printfarm.bench.report.Figure;
import org.printfarm.bench.report.Measured;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.Statistics;

/** One upload at a time by curl, to a farm with its record in SQLite and to one with it in PostgreSQL in turn. */
final class SharedUploads {

    private static final String TITLE = "Uploads, SQLite and PostgreSQL";
    private static final int PRINTERS = 3;

    /** So small that what it takes is not the file's. */
    private static final int SMALL = 1;

    /** Each takes some hundredths of a second, one of them tells nothing. */
    private static final int SMALL_IN_ROUND = 10;

    private final Stage stage;
    private final Pair<Farm> farms;
    private final Pair<Taker> takers;
    private final Set<String> sent = new HashSet<>();
    private int round;

    private SharedUploads(Stage stage, Pair<Farm> farms, Pair<Taker> takers) {
        this.stage = stage;
        this.farms = farms;
        this.takers = takers;
    }

    static void run(Stage stage, Report report, Postgres server) throws IOException, InterruptedException {
        if (Program.find("curl").isEmpty()) {
            report.add(Section.missing(TITLE, "not measured: curl is not installed"));
            return;
        }
        FarmPlan plan = FarmPlan.quiet(PRINTERS, Services.ALL);
        Farm alone = stage.ground().make(plan);
        Farm shared = SharedFarm.make(stage.ground(), plan, server.create("uploads"), server.password())
                .first();
        try (FarmProcess here = shared.start();
                FarmProcess there = alone.start()) {
            Pair<Taker> takers = new Pair<>(Taker.of(shared, here), Taker.of(alone, there));
            new SharedUploads(stage, new Pair<>(shared, alone), takers).measure(report);
        }
    }

    private void measure(Report report) throws IOException, InterruptedException {
        List<List<String>> rows = new ArrayList<>();
        int large = stage.effort().uploadMegabytes();
        report.add(
                new Measured(Figure.SHARED_UPLOAD, ratio(large, stage.effort().rounds(), rows)));
        int small = SMALL_IN_ROUND * stage.effort().rounds();
        report.add(new Measured(Figure.SHARED_SMALL_UPLOAD, ratio(SMALL, small, rows)));
        Uploads.judge(report, farms.here(), sent);
        Uploads.judge(report, farms.there(), sent);
        report.add(new Section(
                TITLE,
                List.of("MB", "uploads", "record", "MB/s (least-greatest)", "farm's CPU s for each upload"),
                rows,
                List.of(
                        "medians of uploads in turn after one to warm up, TLS 1.2, each with new content; PostgreSQL on any core, syncs each commit; "
                                + stage.pinning().words())));
    }

    /** The median of the ratios of two that follow each other, of times with PostgreSQL to those with SQLite. */
    private double ratio(int megabytes, int rounds, List<List<String>> rows) throws IOException, InterruptedException {
        Path folder = stage.scratch().folder("upload");
        UploadFile file = UploadFile.make(folder.resolve("bench.gcode"), megabytes);
        List<Pair<Uploads.Upload>> uploads = new ArrayList<>();
        stage.say(TITLE + ": " + rounds + " of " + megabytes + " MB");
        for (int i = 0; i <= rounds; i++) {
            round++;
            sent.add(file.change(round));
            Pair<Uploads.Upload> both = takers.inTurn(i, taker -> Uploads.upload(stage, file, taker, round));
            // Round 0 warms both up.
            if (i > 0) {
                uploads.add(both);
            }
        }
        rows.add(row(megabytes, "SQLite", uploads.stream().map(Pair::there).toList()));
        rows.add(row(megabytes, "PostgreSQL", uploads.stream().map(Pair::here).toList()));
        return Statistics.of(uploads.stream()
                        .map(both -> both.there().rate() / both.here().rate())
                        .toList())
                .median();
    }

    private static List<String> row(int megabytes, String record, List<Uploads.Upload> uploads) {
        return List.of(
                Integer.toString(megabytes),
                Integer.toString(uploads.size()),
                record,
                Numbers.of(
                        Statistics.of(uploads.stream().map(Uploads.Upload::rate).toList())),
                Numbers.of(Statistics.of(
                        uploads.stream().map(Uploads.Upload::cpuSeconds).toList())));
    }
}
