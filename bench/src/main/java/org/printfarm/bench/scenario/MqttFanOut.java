package org.printfarm.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.printfarm.bench.report.Figure;
import org.printfarm.bench.report.Measured;
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

    /** A server, with the clients that it tells. */
    private record Side(String name, long pid, Conversation clients) {}

    /** What a side had done by now. */
    private record Moment(JsonNode counts, ProcStat stat, long nanos) {
        static Moment of(Side side) throws IOException {
            return new Moment(side.clients().ask(), ProcStat.of(side.pid()), System.nanoTime());
        }
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        int printers = stage.effort().mqttPrinters();
        List<List<String>> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Farm farm = stage.ground().make(FarmPlan.quiet(printers, Services.MQTT_ONLY));
        try (FarmProcess process = farm.start()) {
            double heap = process.liveHeapBytes();
            try (Conversation clients = clients(stage, printers, farm.ports().mqtt(), farm.accessCode())) {
                Side side = new Side(Server.FARM, process.pid(), clients);
                Optional<String> missing = Mosquitto.missing();
                if (missing.isPresent()) {
                    notes.add("no mosquitto row: " + missing.get());
                    measure(stage, report, rows, List.of(side), printers);
                } else {
                    besideMosquitto(stage, report, rows, side, printers);
                }
                double each = (process.liveHeapBytes() - heap) / KB / (2 * printers);
                notes.add("the farm's live heap for each client: " + Numbers.of(each) + " KB");
            }
        }
        notes.add("measured " + stage.effort().mqttSeconds() + " s after "
                + stage.effort().mqttWarmUpSeconds()
                + " s to warm up, both at the same time; the farm makes the messages, mosquitto is handed them by a publisher; "
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

    private static Conversation clients(Stage stage, int printers, int port, String code, String... more)
            throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("--targets", Addresses.range(printers, port), "--each", EACH, "--code", code));
        arguments.addAll(Arrays.asList(more));
        return stage.load().mqtt(arguments);
    }

    private static void besideMosquitto(Stage stage, Report report, List<List<String>> rows, Side farm, int printers)
            throws IOException, InterruptedException {
        try (Mosquitto broker = Mosquitto.start(stage.scratch().folder("mosquitto"), stage.pinning(), stage.ports());
                Conversation clients = clients(
                        stage,
                        printers,
                        broker.tlsPort(),
                        "none",
                        "--broker-port",
                        Integer.toString(broker.tlsPort()),
                        "--publish-port",
                        Integer.toString(broker.plainPort()))) {
            Side mosquitto = new Side("mosquitto", broker.process().pid(), clients);
            List<Double> each = measure(stage, report, rows, List.of(farm, mosquitto), printers);
            report.add(new Measured(Figure.STATUS_CPU, each.get(0) / each.get(1)));
        }
    }

    /** Gives the CPU seconds for a message of each. */
    private static List<Double> measure(
            Stage stage, Report report, List<List<String>> rows, List<Side> sides, int printers)
            throws IOException, InterruptedException {
        stage.say(TITLE);
        TimeUnit.SECONDS.sleep(stage.effort().mqttWarmUpSeconds());
        List<Moment> begin = moments(sides);
        TimeUnit.SECONDS.sleep(stage.effort().mqttSeconds());
        List<Moment> end = moments(sides);
        List<Double> each = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            each.add(add(report, rows, sides.get(i).name(), begin.get(i), end.get(i), printers));
        }
        return each;
    }

    private static List<Moment> moments(List<Side> sides) throws IOException {
        List<Moment> moments = new ArrayList<>();
        for (Side side : sides) {
            moments.add(Moment.of(side));
        }
        return moments;
    }

    private static double add(
            Report report, List<List<String>> rows, String name, Moment begin, Moment end, int printers) {
        double seconds = (end.nanos() - begin.nanos()) / NANOS;
        long messages = more("messages", begin, end);
        double cpu = end.stat().cpuSeconds() - begin.stat().cpuSeconds();
        // While clients join, numbers are skipped: a newcomer is told by a message of its own.
        long gaps = more("gaps", begin, end);
        judge(report, name, end.counts(), gaps);
        judgeRate(report, name, messages, (long) (seconds * printers * 2));
        rows.add(List.of(
                name,
                Numbers.of(messages / seconds),
                Numbers.of(more("bytes", begin, end) / Math.max(1L, messages)),
                Numbers.of(100 * cpu / seconds),
                Numbers.of(1e5 * cpu / Math.max(1, messages)),
                Numbers.megabytes((double) end.stat().rssBytes()),
                Integer.toString(end.stat().threads()),
                Numbers.of(end.counts().path("wrong").asLong()),
                Numbers.of(gaps),
                Numbers.of(end.counts().path("gone").asLong())));
        return cpu / Math.max(1, messages);
    }

    private static long more(String count, Moment begin, Moment end) {
        return end.counts().path(count).asLong() - begin.counts().path(count).asLong();
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
