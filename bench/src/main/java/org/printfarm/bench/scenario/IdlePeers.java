package org.printfarm.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.bench.drive.Conversation;
import org.printfarm.bench.drive.LoadSpec;
import org.printfarm.bench.drive.LoadSpec.Transport;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.machine.ProcStat;
import org.printfarm.bench.peer.Floor;
import org.printfarm.bench.peer.Floor.Certificate;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.Statistics;
import org.printfarm.bench.scenario.Server.Window;

/** Peers that connect and do next to nothing: what each costs, and whether the others notice. */
public final class IdlePeers implements Scenario {

    private static final String TITLE = "Idle and dripping connections";
    /** All peers come from one address, and the farm keeps 128 of one address at each port. */
    private static final int PRINTERS = 50;

    private static final int CONCURRENCY = 32;

    /** A crowd. */
    private record Crowd(String words, int size, String option, boolean tls) {}

    /** Memory of a server: live heap where it has one, resident in all. */
    private record Memory(Optional<Long> heap, long rss) {}

    /** A server, and how to ask for its live heap. */
    private record Subject(Server server, Optional<FarmProcess> farm) {

        Memory memory() throws IOException, InterruptedException {
            Optional<Long> heap = farm.isPresent() ? Optional.of(farm.get().liveHeapBytes()) : Optional.empty();
            return new Memory(heap, ProcStat.of(server.pid()).rssBytes());
        }
    }

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String about() {
        return "idle and dripping connections: memory of each, and what they do to p99 and CPU of the others";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        Farm farm = stage.ground().make(FarmPlan.quiet(PRINTERS, Services.BIND_ONLY));
        Optional<Floor> floor = stage.floor(PRINTERS, Certificate.RSA);
        List<List<String>> rows = new ArrayList<>();
        try (FarmProcess process = farm.start()) {
            List<Subject> subjects = new ArrayList<>();
            floor.ifPresent(running -> subjects.add(new Subject(
                    new Server(Server.FLOOR, running.pid(), running.plainTargets(), running.tlsTargets()),
                    Optional.empty())));
            subjects.add(new Subject(
                    new Server(Server.FARM, process.pid(), farm.plainTargets(), farm.tlsTargets()),
                    Optional.of(process)));
            for (Subject subject : subjects) {
                subject.server().warmUp(stage, Transport.TLS13_RSA, report);
                subject.server().warmUp(stage, Transport.PLAIN, report);
            }
            for (Crowd crowd : crowds(stage.effort())) {
                for (Subject subject : subjects) {
                    stage.say(TITLE + ": " + crowd.words() + ", "
                            + subject.server().name());
                    rows.add(row(stage, report, crowd, subject));
                }
            }
        } finally {
            floor.ifPresent(Floor::close);
        }
        report.add(new Section(
                TITLE,
                List.of(
                        "peers",
                        "server",
                        "held",
                        "heap KB each",
                        "RSS KB each",
                        "CPU s per 1,000 without",
                        "with",
                        "p99 ms without",
                        "with"),
                rows,
                List.of("plain exchanges, c = " + CONCURRENCY + ", medians of "
                        + stage.effort().rounds() + " windows without and then with the peers; "
                        + stage.pinning().words())));
    }

    private static List<Crowd> crowds(Effort effort) {
        return List.of(
                new Crowd(effort.idle() + " idle, unfinished frame", effort.idle(), "--idle", false),
                new Crowd(effort.dripping() + " dripping, 2 bytes/s", effort.dripping(), "--dripping", false),
                new Crowd(effort.tlsIdle() + " idle, TLS handshake done", effort.tlsIdle(), "--tls-idle", true));
    }

    private static List<String> row(Stage stage, Report report, Crowd crowd, Subject subject)
            throws IOException, InterruptedException {
        Server server = subject.server();
        List<Window> without = windows(stage, report, server);
        Memory before = subject.memory();
        List<String> options = List.of(
                crowd.option(),
                Integer.toString(crowd.size()),
                crowd.tls() ? "--tls-targets" : "--plain-targets",
                crowd.tls() ? server.tlsTargets() : server.plainTargets());
        try (Conversation peers = stage.load().crowd(options)) {
            Memory after = subject.memory();
            List<Window> with = windows(stage, report, server);
            long held = peers.ask().asLong();
            if (held < crowd.size() && server.isFarm()) {
                report.fault(crowd.words() + ": only " + held + " are held");
            }
            return List.of(
                    crowd.words(),
                    server.name(),
                    Numbers.of(held),
                    before.heap()
                            .flatMap(heap -> after.heap().map(now -> each(now - heap, crowd.size())))
                            .orElse("-"),
                    each(after.rss() - before.rss(), crowd.size()),
                    cpu(without),
                    cpu(with),
                    p99(without),
                    p99(with));
        }
    }

    private static String each(long bytes, int size) {
        return Numbers.of(bytes / 1024.0 / size);
    }

    private static List<Window> windows(Stage stage, Report report, Server server)
            throws IOException, InterruptedException {
        List<Window> windows = new ArrayList<>();
        for (int round = 0; round < stage.effort().rounds(); round++) {
            windows.add(server.window(
                    stage.load(),
                    LoadSpec.window(
                            Transport.PLAIN,
                            server.plainTargets(),
                            CONCURRENCY,
                            stage.effort().windowSeconds()),
                    report));
        }
        return windows;
    }

    private static String cpu(List<Window> windows) {
        return Numbers.of(
                Statistics.of(windows.stream().map(Window::cpuPer1000).toList()).median());
    }

    private static String p99(List<Window> windows) {
        return Numbers.of(Statistics.of(
                        windows.stream().map(window -> window.result().p99Ms()).toList())
                .median());
    }
}
