package org.printfarm.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
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

/** One upload by curl over TLS 1.2, to the whole farm and to vsftpd in turn. */
public final class Uploads implements Scenario {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String TITLE = "FTPS upload";
    private static final int PRINTERS = 3;
    private static final long CURL_SECONDS = 300;
    private static final double MEGABYTE = 1e6;

    /** One upload: MB/s as curl saw it, and the server's CPU seconds, children included. */
    record Upload(double rate, double cpuSeconds) {}

    @Override
    public String name() {
        return "upload";
    }

    @Override
    public String about() {
        return "one upload of 300 MB over FTPS by curl, to the farm and to vsftpd";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        if (Program.find("curl").isEmpty()) {
            report.add(Section.missing(TITLE, "not measured: curl is not installed"));
            return;
        }
        Path folder = stage.scratch().folder("upload");
        UploadFile file =
                UploadFile.make(folder.resolve("bench.gcode"), stage.effort().uploadMegabytes());
        Farm farm = stage.ground().make(FarmPlan.quiet(PRINTERS, Services.ALL));
        Optional<String> missing = Vsftpd.missing();
        Optional<Vsftpd> vsftpd = missing.isPresent()
                ? Optional.empty()
                : Optional.of(Vsftpd.start(stage.scratch().folder("vsftpd"), stage.pinning(), stage.ports()));
        try (FarmProcess process = farm.start()) {
            List<Taker> takers = new ArrayList<>();
            takers.add(Taker.of(farm, process));
            vsftpd.map(Taker::of).ifPresent(takers::add);
            measure(stage, report, file, takers, farm, missing);
        } finally {
            vsftpd.ifPresent(Vsftpd::close);
        }
    }

    private static void measure(
            Stage stage, Report report, UploadFile file, List<Taker> takers, Farm farm, Optional<String> missing)
            throws IOException, InterruptedException {
        List<List<Upload>> uploads = new ArrayList<>();
        takers.forEach(taker -> uploads.add(new ArrayList<>()));
        Set<String> sent = new HashSet<>();
        for (int round = 0; round <= stage.effort().rounds(); round++) {
            stage.say(TITLE + ": round " + round + " of " + stage.effort().rounds());
            sent.add(file.change(round));
            for (int i = 0; i < takers.size(); i++) {
                Upload upload = upload(stage, file, takers.get(i), round);
                // Round 0 warms both up.
                if (round > 0) {
                    uploads.get(i).add(upload);
                }
            }
        }
        judge(report, farm, sent);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < takers.size(); i++) {
            rows.add(List.of(
                    takers.get(i).name(),
                    Numbers.of(Statistics.of(
                            uploads.get(i).stream().map(Upload::rate).toList())),
                    Numbers.of(Statistics.of(
                            uploads.get(i).stream().map(Upload::cpuSeconds).toList()))));
        }
        if (takers.size() > 1) {
            report.add(ratio(Figure.UPLOAD_TIME, uploads.get(1), uploads.get(0), Upload::rate));
            report.add(ratio(Figure.UPLOAD_CPU, uploads.get(0), uploads.get(1), Upload::cpuSeconds));
        }
        List<String> notes = new ArrayList<>();
        notes.add("medians of " + stage.effort().rounds() + " uploads in turn after one to warm up, TLS 1.2, each with"
                + " new content; the farm hashes, syncs and records; "
                + stage.pinning().words());
        missing.ifPresent(words -> notes.add("no vsftpd row: " + words));
        report.add(new Section(
                TITLE + ", " + stage.effort().uploadMegabytes() + " MB",
                List.of("server", "MB/s (least-greatest)", "server CPU s for each upload"),
                rows,
                notes));
    }

    /** The median of the ratios within a round. */
    private static Measured ratio(
            Figure figure, List<Upload> over, List<Upload> under, ToDoubleFunction<Upload> value) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < over.size(); i++) {
            ratios.add(value.applyAsDouble(over.get(i)) / value.applyAsDouble(under.get(i)));
        }
        return new Measured(figure, Statistics.of(ratios).median());
    }

    static Upload upload(Stage stage, UploadFile file, Taker taker, int round)
            throws IOException, InterruptedException {
        double before = taker.cpu();
        Program.Result curl = Program.run(
                CURL_SECONDS,
                stage.pinning()
                        .load(CurlUpload.command(
                                taker.login(),
                                file.path(),
                                taker.urls().apply(0) + "bench-" + round + ".gcode",
                                "-w",
                                "%{speed_upload}")));
        if (curl.exit() != 0) {
            throw new IOException("curl to " + taker.name() + ": " + curl.output());
        }
        return new Upload(Double.parseDouble(curl.output().trim()) / MEGABYTE, taker.cpu() - before);
    }

    /** Every upload must be in the inbox with its hash. */
    static void judge(Report report, Farm farm, Set<String> sent) throws IOException, InterruptedException {
        Set<String> received = new HashSet<>();
        for (JsonNode job : JSON.readTree(farm.ask("jobs", "--json", "--limit", "1000"))) {
            received.add(job.path("sha256").asText());
        }
        if (!received.equals(sent)) {
            report.fault("upload: the inbox holds other files than were sent");
        }
    }
}
