package org.printfarm.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.printfarm.bench.drive.Conversation;
import org.printfarm.bench.drive.LoadResult;
import org.printfarm.bench.drive.LoadSpec;
import org.printfarm.bench.drive.LoadSpec.Transport;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.scenario.Server.Window;

/** Many exchanges over many printers while idle and dripping peers are held: nothing wrong, nothing lost. */
public final class UnderLoad implements Scenario {

    private static final int CONCURRENCY = 256;
    private static final int TLS_CONCURRENCY = 32;

    /** One TLS exchange costs what 30 plain ones cost. */
    private static final int PLAIN_FOR_A_TLS = 50;

    /** What a server's early or hard close makes of a reply. */
    private static final List<String> BY_A_CLOSE = List.of("early_eof", "reset", "short_frame", "tls_io");

    @Override
    public String name() {
        return "load";
    }

    @Override
    public String about() {
        return "1,000,000 exchanges over 1,000 printers with 5,000 idle and 500 dripping peers: wrong, lost";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        Effort effort = stage.effort();
        String title = "Under load: " + Numbers.of((long) effort.loadPrinters()) + " printers, "
                + Numbers.of((long) effort.idle()) + " idle and " + Numbers.of((long) effort.dripping())
                + " dripping peers";
        stage.say(title);
        Farm farm = stage.ground().make(FarmPlan.quiet(effort.loadPrinters(), Services.BIND_ONLY));
        List<List<String>> rows = new ArrayList<>();
        try (FarmProcess process = farm.start()) {
            Server server = new Server(Server.FARM, process.pid(), farm.plainTargets(), farm.tlsTargets());
            int expected = effort.idle() + effort.dripping();
            try (Conversation peers = stage.load()
                    .crowd(List.of(
                            "--idle",
                            Integer.toString(effort.idle()),
                            "--dripping",
                            Integer.toString(effort.dripping()),
                            "--plain-targets",
                            server.plainTargets()))) {
                LoadSpec plain =
                        LoadSpec.count(Transport.PLAIN, server.plainTargets(), CONCURRENCY, effort.loadExchanges());
                LoadSpec tls = LoadSpec.count(
                        Transport.TLS13_RSA,
                        server.tlsTargets(),
                        TLS_CONCURRENCY,
                        Math.max(TLS_CONCURRENCY, effort.loadExchanges() / PLAIN_FOR_A_TLS));
                for (LoadSpec spec : List.of(plain, tls)) {
                    stage.say(title + ": " + Numbers.of(spec.count()) + " "
                            + spec.transport().label());
                    Window window = server.window(stage.load(), spec, report);
                    rows.add(row(spec, window, peers.ask().asLong()));
                }
                long held = peers.ask().asLong();
                if (held != expected) {
                    report.fault("under load: " + held + " of " + expected + " peers are still held");
                }
            }
        }
        report.add(new Section(
                title,
                List.of(
                        "exchanges",
                        "c",
                        "right",
                        "wrong",
                        "lost",
                        "of them by a close",
                        "no close_notify",
                        "exchanges/s",
                        "p99 ms",
                        "CPU s per 1,000",
                        "RSS MB",
                        "peers held"),
                rows,
                List.of("each reply must carry its own printer's serial; load: "
                        + stage.load().name() + "; " + stage.pinning().words())));
    }

    private static List<String> row(LoadSpec spec, Window window, long held) {
        LoadResult result = window.result();
        Map<String, Long> errors = result.errors();
        long byClose = BY_A_CLOSE.stream()
                .mapToLong(kind -> errors.getOrDefault(kind, 0L))
                .sum();
        return List.of(
                Numbers.of(spec.count()) + " " + spec.transport().label(),
                Integer.toString(spec.concurrency()),
                Numbers.of(result.ok()),
                Numbers.of(result.wrong()),
                Numbers.of(result.lost()),
                Numbers.of(byClose),
                spec.transport().isTls() ? Numbers.of(result.withoutCloseNotify()) : "-",
                Numbers.of(result.perSecond()),
                Numbers.of(result.p99Ms()),
                Numbers.of(window.cpuPer1000()),
                Numbers.megabytes((double) window.rssBytes()),
                Numbers.of(held));
    }
}
