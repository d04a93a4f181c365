package org.printfarm.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.printfarm.bench.drive.Conversation;
import org.printfarm.bench.farm.Addresses;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.machine.ProcStat;
import org.printfarm.bench.peer.Mosquitto;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;

/** Every printer's full status once a second to two TLS clients each, beside mosquitto with the same messages. */
public final class MqttFanOut implements Scenario {

    private static final String TITLE = "MQTT fan-out";
    private static final String EACH = "2";
    private static final double NANOS = 1e9;
    private static final double KB = 1024;

    /** Less than this part of what should have come, and something was held up. */
    private static final double ENOUGH = 0.8;

    @Override
    public String name() {
        return "mqtt";
    }

    @Override
    public String about() {
        return "1,000 printers, two TLS clients each, one full status a second: server CPU, beside mosquitto";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        int printers = stage.effort().mqttPrinters();
        List<List<String>> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        double ours = farm(stage, report, rows, notes, printers);
        Optional<String> missing = Mosquitto.missing();
        if (missing.isPresent()) {
            notes.add("no mosquitto row: " + missing.get());
        } else {
            double theirs = mosquitto(stage, report, rows, printers);
            notes.add("farm / mosquitto, CPU for a message: " + (theirs > 0 ? Numbers.of(ours / theirs) : "-"));
        }
        notes.add("measured " + stage.effort().mqttSeconds() + " s after "
                + stage.effort().mqttWarmUpSeconds()
                + " s to warm up; the farm makes the messages, mosquitto is handed them by a publisher; "
                + "mqtt is the farm's only service, as it is mosquitto's; "
                + stage.pinning().words());
        report.add(new Section(
                TITLE + ", " + printers + " printers, 2 TLS clients each, a status a second",
                List.of(
                        "server",
                        "messages/s",
                        "bytes each",
                        "CPU %",
                        "CPU s per 100,000 messages",
                        "RSS MB",
                        "threads",
                        "wrong",
                        "left out",
                        "clients gone"),
                rows,
                notes));
    }

    private static double farm(Stage stage, Report report, List<List<String>> rows, List<String> notes, int printers)
            throws IOException, InterruptedException {
        Farm farm = stage.ground().make(FarmPlan.quiet(printers, Services.MQTT_ONLY));
        stage.say(TITLE + ": farm");
        try (FarmProcess process = farm.start()) {
            double before = process.liveHeapBytes();
            try (Conversation clients = stage.load()
                    .mqtt(List.of(
                            "--targets",
                            Addresses.range(printers, farm.ports().mqtt()),
                            "--each",
                            EACH,
                            "--code",
                            farm.accessCode()))) {
                double cpu = measure(stage, report, rows, Server.FARM, process.pid(), clients, printers);
                double each = (process.liveHeapBytes() - before) / KB / (2 * printers);
                notes.add("the farm's live heap for each client: " + Numbers.of(each) + " KB");
                return cpu;
            }
        }
    }

    private static double mosquitto(Stage stage, Report report, List<List<String>> rows, int printers)
            throws IOException, InterruptedException {
        stage.say(TITLE + ": mosquitto");
        try (Mosquitto broker = Mosquitto.start(stage.scratch().folder("mosquitto"), stage.pinning(), stage.ports());
                Conversation clients = stage.load()
                        .mqtt(List.of(
                                "--targets",
                                Addresses.range(printers, broker.tlsPort()),
                                "--each",
                                EACH,
                                "--code",
                                "none",
                                "--broker-port",
                                Integer.toString(broker.tlsPort()),
                                "--publish-port",
                                Integer.toString(broker.plainPort())))) {
            return measure(stage, report, rows, "mosquitto", broker.process().pid(), clients, printers);
        }
    }

    /** Gives the CPU seconds for a message. */
    private static double measure(
            Stage stage,
            Report report,
            List<List<String>> rows,
            String name,
            long pid,
            Conversation clients,
            int printers)
            throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(stage.effort().mqttWarmUpSeconds());
        JsonNode before = clients.ask();
        ProcStat begin = ProcStat.of(pid);
        long begun = System.nanoTime();
        TimeUnit.SECONDS.sleep(stage.effort().mqttSeconds());
        ProcStat end = ProcStat.of(pid);
        double seconds = (System.nanoTime() - begun) / NANOS;
        JsonNode after = clients.ask();
        long messages =
                after.path("messages").asLong() - before.path("messages").asLong();
        long bytes = after.path("bytes").asLong() - before.path("bytes").asLong();
        double cpu = end.cpuSeconds() - begin.cpuSeconds();
        // While clients join, numbers are skipped: a newcomer is told by a message of its own.
        long gaps = after.path("gaps").asLong() - before.path("gaps").asLong();
        judge(report, name, after, gaps);
        judgeRate(report, name, messages, (long) (seconds * printers * 2));
        rows.add(List.of(
                name,
                Numbers.of(messages / seconds),
                Numbers.of(bytes / Math.max(1L, messages)),
                Numbers.of(100 * cpu / seconds),
                Numbers.of(1e5 * cpu / Math.max(1, messages)),
                Numbers.megabytes((double) end.rssBytes()),
                Integer.toString(end.threads()),
                Numbers.of(after.path("wrong").asLong()),
                Numbers.of(gaps),
                Numbers.of(after.path("gone").asLong())));
        return cpu / Math.max(1, messages);
    }

    private static void judge(Report report, String name, JsonNode counts, long gaps) {
        if (!name.equals(Server.FARM)) {
            return;
        }
        for (String kind : List.of("wrong", "gone")) {
            if (counts.path(kind).asLong() > 0) {
                report.fault("mqtt: " + counts.path(kind).asLong() + " " + kind);
            }
        }
        if (gaps > 0) {
            report.fault("mqtt: messages left out " + gaps + " times");
        }
    }

    private static void judgeRate(Report report, String name, long messages, long expected) {
        if (messages < ENOUGH * expected) {
            report.fault("mqtt, " + name + ": only " + messages + " messages of " + expected);
        }
    }
}
