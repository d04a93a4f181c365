package org.printfarm.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.farm.SimulatedMachines;
import org.printfarm.bench.machine.ProcStat;
import org.printfarm.bench.machine.Program;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;

/** Simulated machines: how late a file starts on many of them, what sending costs, and what connections cost. */
public final class Machines implements Scenario {

    private static final String TITLE = "Machines";
    private static final int WRITE_RATE = 150_000;
    private static final int MEGABYTES = 5;
    private static final double PERCENT = 100;

    /** Deliveries at once that the farm is told. */
    private static final int AT_ONCE = 20;

    /** Fewer machines, by which one more is judged: what the first of them costs is the driver itself. */
    private static final int SOME = 10;

    /** What a farm with so many machines uses. */
    private record Use(ProcStat stat, double corePercent) {}

    @Override
    public String name() {
        return "machines";
    }

    @Override
    public String about() {
        return "simulated machines: starts and CPU of sending, and what a connected machine costs";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        if (Program.find("curl").isEmpty()) {
            report.add(Section.missing(TITLE, "not measured: curl is not installed"));
            return;
        }
        send(stage, report);
        watch(stage, report);
    }

    private static SimulatedMachines.Plan plan(Stage stage, int count) throws IOException {
        return new SimulatedMachines.Plan(
                count, stage.ports().next(), stage.ports().next(), WRITE_RATE);
    }

    /** One file to one machine, and to all. */
    private static void send(Stage stage, Report report) throws IOException, InterruptedException {
        int count = stage.effort().machines();
        Path folder = stage.scratch().folder("machines");
        SimulatedMachines.Plan plan = plan(stage, count);
        Farm farm = stage.ground().make(FarmPlan.quiet(1, Services.ALL).unpinned());
        plan.enter(farm, AT_ONCE);
        UploadFile file = UploadFile.make(folder.resolve("bench.gcode"), MEGABYTES);
        try (SimulatedMachines machines = SimulatedMachines.start(folder, plan);
                FarmProcess process = farm.start()) {
            MachineSends sends = new MachineSends(stage, farm, process, machines, file);
            List<List<String>> rows = new ArrayList<>();
            double single = sends.send(1, rows, Double.NaN);
            double all = sends.send(count, rows, single);
            rows.add(sends.curl(plan, count));
            double again = sends.send(count, rows, single);
            rows.add(sends.curl(plan, count));
            report.add(new Section(
                    TITLE + ": a file of " + MEGABYTES + " MB",
                    List.of("machines", "last start, s", "to a single one", "CPU s for each"),
                    rows,
                    List.of(
                            "each stores " + WRITE_RATE / 1000 + " KB/s; farm.deliveries: " + AT_ONCE,
                            "CPU: of the farm, less what it uses for connections meanwhile; of the curls themselves;"
                                    + " the second round is of a farm that has compiled (limit 1.2 times curl's)",
                            "last start on " + count + " to a single one: " + Numbers.of(Math.max(all, again) / single)
                                    + " (limit 1.3)",
                            "from free to the next upload: " + Numbers.of(sends.waitOfTheNext()) + " s (limit 1)")));
        }
    }

    /** Machines that report once a second to a farm that does nothing else. */
    private static void watch(Stage stage, Report report) throws IOException, InterruptedException {
        int many = stage.effort().watched();
        int few = Math.max(1, many / SOME);
        Use some = watch(stage, few);
        Use all = watch(stage, many);
        report.add(new Section(
                TITLE + ": one status a second from each",
                List.of("machines", "threads", "RSS KB each", "% of a core", "for each 50"),
                List.of(
                        List.of(
                                Integer.toString(few),
                                Integer.toString(some.stat().threads()),
                                "-",
                                Numbers.of(some.corePercent()),
                                Numbers.of(some.corePercent() * 50 / few)),
                        List.of(
                                Integer.toString(many),
                                Integer.toString(all.stat().threads()),
                                Numbers.of((all.stat().rssBytes() - some.stat().rssBytes())
                                        / 1024.0
                                        / Math.max(1, many - few)),
                                Numbers.of(all.corePercent()),
                                Numbers.of(all.corePercent() * 50 / many))),
                List.of(
                        "half X1C with whole reports, half P1S with differences; a whole report has 12 KB",
                        "limits: the same threads, 60 KB, 1 % of a core for each 50")));
    }

    private static Use watch(Stage stage, int count) throws IOException, InterruptedException {
        stage.say(TITLE + ": " + count + " connected");
        SimulatedMachines.Plan plan = plan(stage, count);
        Farm farm = stage.ground().make(FarmPlan.quiet(1, Services.MQTT_ONLY).unpinned());
        plan.enter(farm, 1);
        try (SimulatedMachines machines =
                        SimulatedMachines.start(stage.scratch().folder("watched"), plan);
                FarmProcess process = farm.start()) {
            MachineSends.await(() -> MachineSends.read(machines, "CONNECTED"), count);
            TimeUnit.SECONDS.sleep(stage.effort().mqttWarmUpSeconds());
            double before = process.stat().cpuSeconds();
            TimeUnit.SECONDS.sleep(stage.effort().mqttSeconds());
            ProcStat after = process.stat();
            return new Use(
                    after,
                    PERCENT * (after.cpuSeconds() - before) / stage.effort().mqttSeconds());
        }
    }
}
