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
import org.printfarm.bench.farm.Addresses;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.machine.ProcStat;
import org.printfarm.bench.machine.Program;
import org.printfarm.bench.peer.Vsftpd;
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

    /** A server that takes uploads. */
    record Taker(String name, long pid, String url, String login) {

        static Taker of(Farm farm, FarmProcess process) {
            return new Taker(
                    Server.FARM,
                    process.pid(),
                    "ftps://" + Addresses.of(0) + ":" + farm.ports().ftp() + "/",
                    "bblp:" + farm.accessCode());
        }
    }

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
            vsftpd.ifPresent(
                    running -> takers.add(new Taker("vsftpd", running.process().pid(), running.url(), "anonymous:x")));
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

    static Upload upload(Stage stage, UploadFile file, Taker taker, int round)
            throws IOException, InterruptedException {
        double before = cpu(taker);
        Program.Result curl = Program.run(
                CURL_SECONDS,
                stage.pinning()
                        .load(List.of(
                                "curl",
                                "-sS",
                                "-k",
                                "--ssl-reqd",
                                "--tls-max",
                                "1.2",
                                "-u",
                                taker.login(),
                                "-w",
                                "%{speed_upload}",
                                "-T",
                                file.path().toString(),
                                taker.url() + "bench-" + round + ".gcode")));
        if (curl.exit() != 0) {
            throw new IOException("curl to " + taker.name() + ": " + curl.output());
        }
        return new Upload(Double.parseDouble(curl.output().trim()) / MEGABYTE, cpu(taker) - before);
    }

    private static double cpu(Taker taker) throws IOException {
        ProcStat stat = ProcStat.of(taker.pid());
        return stat.cpuSeconds() + stat.childCpuSeconds();
    }

    /** Every upload must be in the inbox with its hash. */
    private static void judge(Report report, Farm farm, Set<String> sent) throws IOException, InterruptedException {
        Set<String> received = new HashSet<>();
        for (JsonNode job : JSON.readTree(farm.ask("jobs", "--json"))) {
            received.add(job.path("sha256").asText());
        }
        if (!received.equals(sent)) {
            report.fault("upload: the inbox holds other files than were sent");
        }
    }
}
