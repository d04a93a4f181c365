package org.printfarm.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.printfarm.bench.drive.LoadSpec;
import org.printfarm.bench.drive.LoadSpec.Transport;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.load.FirstReply;
import org.printfarm.bench.load.Target;
import org.printfarm.bench.machine.Program;
import org.printfarm.bench.report.PairedRounds;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.scenario.Server.Window;
import org.printfarm.bench.scenario.Uploads.Upload;

/** This build and that of another checkout, in turn on the same machine. */
public final class Against implements Scenario {

    private static final int PRINTERS = 3;
    private static final double NANOS_PER_MS = 1e6;
    private static final double MEGABYTE = 1 << 20;

    /** One start: ms to the reply, and CPU seconds when all was ready. */
    private record Start(double replyMs, double cpuSeconds) {}

    private final Farm.Ground other;
    private final Path path;
    private final PairedRounds figures = new PairedRounds();
    private final List<String> notes = new ArrayList<>();

    /**
     * Names the other build.
     *
     * @param other where its farms are made
     * @param path its checkout
     */
    public Against(Farm.Ground other, Path path) {
        this.other = other;
        this.path = path;
    }

    @Override
    public String name() {
        return "against";
    }

    @Override
    public String about() {
        return "this build and another one in turn: exchanges, memory, uploads, start";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        FarmPlan plan = FarmPlan.quiet(PRINTERS, Services.ALL);
        notes.add("the other: " + path + "; medians of " + stage.effort().rounds() + " rounds and "
                + stage.effort().starts() + " starts, both in turn; load: "
                + stage.load().name() + "; " + stage.pinning().words());
        Pair<Farm> farms = farms(stage, plan);
        try (FarmProcess mine = farms.here().start();
                FarmProcess theirs = farms.there().start()) {
            Pair<Server> servers = servers(farms, mine, theirs);
            exchanges(stage, report, servers, Transport.PLAIN);
            exchanges(stage, report, servers, Transport.TLS13_RSA);
            figures.add(
                    "RSS after these, MB",
                    mine.stat().rssBytes() / MEGABYTE,
                    theirs.stat().rssBytes() / MEGABYTE);
            uploads(stage, new Pair<>(Taker.of(farms.here(), mine), Taker.of(farms.there(), theirs)));
        }
        starts(stage, farms);
        Pair<Farm> withBothKeys = farms(stage, plan.with(FarmPlan.Keys.RSA_AND_EC));
        try (FarmProcess mine = withBothKeys.here().start();
                FarmProcess theirs = withBothKeys.there().start()) {
            exchanges(stage, report, servers(withBothKeys, mine, theirs), Transport.TLS13_ALL);
        }
        report.add(new Section("This build and another", PairedRounds.COLUMNS, figures.rows(), notes));
    }

    private Pair<Farm> farms(Stage stage, FarmPlan plan) throws IOException {
        return new Pair<>(stage.ground().make(plan), other.make(plan));
    }

    private static Pair<Server> servers(Pair<Farm> farms, FarmProcess mine, FarmProcess theirs) {
        return new Pair<>(server("this build", farms.here(), mine), server("the other build", farms.there(), theirs));
    }

    private static Server server(String name, Farm farm, FarmProcess process) {
        return new Server(name, process.pid(), farm.plainTargets(), farm.tlsTargets());
    }

    private <T> void add(String figure, Pair<T> measured, ToDoubleFunction<T> value) {
        figures.add(figure, value.applyAsDouble(measured.here()), value.applyAsDouble(measured.there()));
    }

    private void exchanges(Stage stage, Report report, Pair<Server> servers, Transport transport)
            throws IOException, InterruptedException {
        servers.here().warmUp(stage, transport, report);
        servers.there().warmUp(stage, transport, report);
        for (int concurrency : stage.effort().concurrencies()) {
            String what = transport.label() + ", c = " + concurrency + ": ";
            stage.say(what + stage.effort().rounds() + " rounds");
            for (int round = 1; round <= stage.effort().rounds(); round++) {
                Pair<Window> windows = servers.inTurn(
                        round,
                        server -> server.window(
                                stage.load(),
                                LoadSpec.window(
                                        transport,
                                        server.targets(transport),
                                        concurrency,
                                        stage.effort().windowSeconds()),
                                report));
                add(what + "CPU s per 1,000", windows, Window::cpuPer1000);
                add(what + "p99, ms", windows, window -> window.result().p99Ms());
            }
        }
    }

    private void uploads(Stage stage, Pair<Taker> takers) throws IOException, InterruptedException {
        if (Program.find("curl").isEmpty()) {
            notes.add("no uploads: curl is not installed");
            return;
        }
        int megabytes = stage.effort().uploadMegabytes();
        UploadFile file = UploadFile.make(stage.scratch().folder("upload").resolve("bench.gcode"), megabytes);
        String what = "FTPS upload of " + megabytes + " MB: ";
        stage.say(what + stage.effort().rounds() + " rounds");
        // Round 0 warms both up.
        for (int round = 0; round <= stage.effort().rounds(); round++) {
            file.change(round);
            int number = round;
            Pair<Upload> uploads = takers.inTurn(round, taker -> Uploads.upload(stage, file, taker, number));
            if (round > 0) {
                add(what + "MB/s", uploads, Upload::rate);
                add(what + "CPU s", uploads, Upload::cpuSeconds);
            }
        }
    }

    private void starts(Stage stage, Pair<Farm> farms) throws IOException, InterruptedException {
        FirstReply client = new FirstReply();
        String what = "./farm run, 3 printers: ";
        stage.say(what + stage.effort().starts() + " rounds");
        for (int round = 1; round <= stage.effort().starts(); round++) {
            Pair<Start> starts = farms.inTurn(round, farm -> {
                try (FarmProcess process = farm.begin()) {
                    long replied =
                            client.await(Target.range(farm.plainTargets()).get(0), false);
                    process.awaitReady();
                    return new Start(
                            (replied - process.begun()) / NANOS_PER_MS,
                            process.stat().cpuSeconds());
                }
            });
            add(what + "first plain reply, ms", starts, Start::replyMs);
            add(what + "CPU s until ready", starts, Start::cpuSeconds);
        }
    }
}
