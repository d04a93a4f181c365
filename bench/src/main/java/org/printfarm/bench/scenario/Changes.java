package org.printfarm.bench.scenario;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.printfarm.bench.farm.ControlChannel;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.report.Figure;
import org.printfarm.bench.report.Measured;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.Statistics;

/** What is asked of a large farm while it runs: to take over a changed file, and how far each printer is. */
public final class Changes implements Scenario {

    private static final int ASKED = 15;
    private static final double NANOS_PER_MS = 1e6;
    private static final double KB = 1_000;

    @Override
    public String name() {
        return "reload";
    }

    @Override
    public String about() {
        return "1,000 printers: a reload with one change, the first one and later ones; the wall's document and its size";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        int printers = stage.effort().loadPrinters();
        Farm farm = stage.ground().make(FarmPlan.quiet(printers, Services.ALL).unpinned());
        List<Double> first = new ArrayList<>();
        List<Double> later = new ArrayList<>();
        List<Double> wall = new ArrayList<>();
        String document = "";
        for (int start = 1; start <= stage.effort().starts(); start++) {
            stage.say("reload: start " + start + " of " + stage.effort().starts());
            try (FarmProcess process = farm.start()) {
                ControlChannel channel = ControlChannel.of(farm);
                first.add(reload(farm, channel, start + "-0"));
                for (int i = 1; i <= ASKED; i++) {
                    later.add(reload(farm, channel, start + "-" + i));
                    long begun = System.nanoTime();
                    document = channel.ask("wall", "[]");
                    wall.add((System.nanoTime() - begun) / NANOS_PER_MS);
                }
            }
        }
        double packed = packed(document);
        report.add(new Section(
                Numbers.of((long) printers) + " printers, all services",
                List.of("what", "ms (least-greatest)"),
                List.of(
                        List.of(
                                "reload, one printer has another name: the first after a start",
                                Numbers.of(Statistics.of(first))),
                        List.of("the same later", Numbers.of(Statistics.of(later))),
                        List.of("the wall's document", Numbers.of(Statistics.of(wall)))),
                List.of(
                        stage.effort().starts() + " starts, " + ASKED
                                + " of each later one, over the control channel from connect to answer; a reload's comes when the"
                                + " printer's services are up again",
                        "the wall's document: " + Numbers.of((long) document.length()) + " characters, "
                                + Numbers.of((long) packed) + " bytes packed by gzip")));
        figure(report, Figure.FIRST_RELOAD_MS, Statistics.of(first).median());
        figure(report, Figure.RELOAD_MS, Statistics.of(later).median());
        figure(report, Figure.WALL_MS, Statistics.of(wall).median());
        figure(report, Figure.WALL_KB, packed / KB);
    }

    /** How long it took, ms. */
    private static double reload(Farm farm, ControlChannel channel, String name) throws IOException {
        farm.rewrite(text -> text.replaceFirst("name: Bay 1[^,]*,", "name: Bay 1 " + name + ","));
        long begun = System.nanoTime();
        String answer = channel.ask("reload", "[false]");
        double took = (System.nanoTime() - begun) / NANOS_PER_MS;
        if (!answer.contains("\"applied\":true") || !answer.contains("printer-restarted")) {
            throw new IOException("the farm did not take the change over");
        }
        return took;
    }

    private static double packed(String document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(document.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }

    private static void figure(Report report, Figure figure, double value) {
        report.add(new Measured(figure, value));
    }
}
