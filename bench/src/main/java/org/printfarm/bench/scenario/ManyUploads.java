package org.printfarm.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.printfarm.bench.drive.CurlUpload;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.machine.Program;
import org.printfarm.bench.peer.Vsftpd;
import org.printfarm.bench.report.Figure;
import org.printfarm.bench.report.Measured;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.Statistics;

/**
 * A file for each of 40 printers at once, and how long one client waits for its 226 after the last byte: to the farm and to one
 * vsftpd in turn, by curl.
 */
public final class ManyUploads implements Scenario {

    private static final String TITLE = "FTPS uploads at once";
    private static final int UPLOADS = 40;
    private static final int PARTS_OF_ONE_UPLOAD = 10;
    private static final long CURL_SECONDS = 300;
    private static final double NANOS_PER_S = 1e9;
    private static final double NANOS_PER_MS = 1e6;

    /** What curl says, with {@code -v}, right after its last byte. Seen of curl 7.88. */
    private static final String LAST_BYTE = "* We are completely uploaded";

    private static final String STORED = "< 226";

    /** All uploads of a round: seconds until the last was stored, the slowest to the fastest, CPU seconds. */
    private record Crowd(double seconds, double spread, double cpuSeconds) {}

    /** A server and what was found of it. */
    private record Found(Taker taker, List<Crowd> crowds, List<Double> waits) {
        Found(Taker taker) {
            this(taker, new ArrayList<>(), new ArrayList<>());
        }

        double crowd(ToDoubleFunction<Crowd> value) {
            return Statistics.of(crowds.stream().map(value::applyAsDouble).toList())
                    .median();
        }
    }

    @Override
    public String name() {
        return "uploads";
    }

    @Override
    public String about() {
        return "40 uploads of 30 MB at once, and from the last byte of one to its 226: the farm and vsftpd in turn";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        Optional<String> missing =
                Program.find("curl").isEmpty() ? Optional.of("curl is not installed") : Vsftpd.missing();
        if (missing.isPresent()) {
            report.add(Section.missing(TITLE, "not measured: " + missing.get()));
            return;
        }
        int megabytes = Math.max(1, stage.effort().uploadMegabytes() / PARTS_OF_ONE_UPLOAD);
        Path folder = stage.scratch().folder("uploads");
        List<UploadFile> files = new ArrayList<>();
        for (int number = 0; number < UPLOADS; number++) {
            files.add(UploadFile.make(folder.resolve(number + ".gcode"), megabytes));
        }
        Farm farm = stage.ground().make(FarmPlan.quiet(UPLOADS, Services.ALL));
        try (Vsftpd vsftpd = Vsftpd.start(stage.scratch().folder("vsftpds"), stage.pinning(), stage.ports());
                FarmProcess process = farm.start()) {
            List<Found> all = List.of(new Found(Taker.of(farm, process)), new Found(Taker.of(vsftpd)));
            Set<String> sent = new HashSet<>();
            for (int round = 0; round <= stage.effort().rounds(); round++) {
                stage.say(TITLE + ": round " + round + " of " + stage.effort().rounds());
                measure(stage, files, all, sent, round, vsftpd);
            }
            Uploads.judge(report, farm, sent);
            tell(stage, report, all, megabytes);
        }
    }

    private static void measure(
            Stage stage, List<UploadFile> files, List<Found> all, Set<String> sent, int round, Vsftpd vsftpd)
            throws IOException, InterruptedException {
        for (int number = 0; number < UPLOADS; number++) {
            sent.add(files.get(number).change(round * (UPLOADS + 1) + number));
        }
        for (Found found : all) {
            Crowd crowd = crowd(stage, files, found.taker(), round);
            // Round 0 warms both up.
            if (round > 0) {
                found.crowds().add(crowd);
            }
        }
        sent.add(files.get(0).change(round * (UPLOADS + 1) + UPLOADS));
        for (Found found : all) {
            double wait = wait(stage, files.get(0), found.taker(), round);
            // The farm's 226 says that the file is on the disk; vsftpd's does not.
            boolean isSynced = found.taker().name().equals(Server.FARM);
            double all226 = isSynced ? wait : wait + sync(vsftpd.folder().resolve(name(round)));
            if (round > 0) {
                found.waits().add(all226);
            }
        }
    }

    private static Crowd crowd(Stage stage, List<UploadFile> files, Taker taker, int round)
            throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder();
        for (int number = 0; number < UPLOADS; number++) {
            List<String> command = CurlUpload.command(
                    taker.login(),
                    files.get(number).path(),
                    taker.urls().apply(number) + "many-" + round + "-" + number + ".gcode",
                    "-w",
                    "'%{time_total}\\n'");
            script.append(String.join(" ", command)).append(" & ");
        }
        double cpu = taker.cpu();
        long begin = System.nanoTime();
        Program.Result curls = Program.run(CURL_SECONDS, stage.pinning().load(List.of("sh", "-c", script + "wait")));
        double seconds = (System.nanoTime() - begin) / NANOS_PER_S;
        List<Double> times;
        try {
            times = curls.output().lines().map(Double::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new IOException("curl to " + taker.name() + ": " + curls.output(), e);
        }
        Statistics each = Statistics.of(times);
        return new Crowd(seconds, each.greatest() / each.least(), taker.cpu() - cpu);
    }

    /** Milliseconds from a client's last byte to its 226. */
    private static double wait(Stage stage, UploadFile file, Taker taker, int round)
            throws IOException, InterruptedException {
        Program.Result curl = Program.run(
                CURL_SECONDS,
                stage.pinning()
                        .load(CurlUpload.command(
                                taker.login(),
                                file.path(),
                                taker.urls().apply(0) + name(round),
                                "-v",
                                "--trace-time")));
        Duration wait = Duration.between(time(curl, LAST_BYTE), time(curl, STORED));
        return wait.toNanos() / NANOS_PER_MS;
    }

    private static String name(int round) {
        return "one-" + round + ".gcode";
    }

    private static LocalTime time(Program.Result curl, String what) throws IOException {
        String line = curl.output()
                .lines()
                .filter(each -> each.contains(what))
                .findFirst()
                .orElseThrow(() -> new IOException("curl did not say: " + what));
        return LocalTime.parse(line.substring(0, line.indexOf(' ')));
    }

    /** Milliseconds that it takes until the disk has a file. */
    private static double sync(Path file) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Program.Result sync = Program.run(CURL_SECONDS, List.of("sync", file.toString()));
        if (sync.exit() != 0) {
            throw new IOException("sync: " + sync.output());
        }
        return (System.nanoTime() - begin) / NANOS_PER_MS;
    }

    private static void tell(Stage stage, Report report, List<Found> all, int megabytes) {
        List<List<String>> rows = new ArrayList<>();
        for (Found found : all) {
            rows.add(List.of(
                    found.taker().name(),
                    Numbers.of(UPLOADS * megabytes / found.crowd(Crowd::seconds)),
                    Numbers.of(found.crowd(Crowd::spread)),
                    Numbers.of(found.crowd(Crowd::cpuSeconds)),
                    Numbers.of(Statistics.of(found.waits()))));
        }
        Found farm = all.get(0);
        Found vsftpd = all.get(1);
        figure(report, Figure.UPLOADS_TIME, farm.crowd(Crowd::seconds) / vsftpd.crowd(Crowd::seconds));
        figure(report, Figure.UPLOADS_SPREAD, farm.crowd(Crowd::spread));
        figure(
                report,
                Figure.UPLOAD_STORED,
                Statistics.of(farm.waits()).median()
                        / Statistics.of(vsftpd.waits()).median());
        report.add(new Section(
                TITLE + ", 40 of " + megabytes + " MB",
                List.of("server", "MB/s of all", "slowest to fastest", "server CPU s of all", "last byte to 226, ms"),
                rows,
                List.of(
                        "medians of " + stage.effort().rounds()
                                + " rounds in turn after one to warm up; vsftpd's 226 with"
                                + " what sync of the file takes after it",
                        stage.pinning().words())));
    }

    private static void figure(Report report, Figure figure, double value) {
        report.add(new Measured(figure, value));
    }
}
