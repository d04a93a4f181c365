package org.printfarm.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.bench.drive.LoadDriver.Running;
import org.printfarm.bench.drive.LoadResult;
import org.printfarm.bench.drive.LoadSpec;
import org.printfarm.bench.drive.LoadSpec.Transport;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.peer.Floor;
import org.printfarm.bench.peer.Floor.Certificate;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.Statistics;

/** What a flood of TLS handshakes does to those who ask without TLS at a quiet, even rate. */
public final class HandshakeFlood implements Scenario {

    private static final String TITLE = "A flood of TLS handshakes";
    private static final int PRINTERS = 3;
    private static final int PLAIN_PER_SECOND = 200;
    private static final int PLAIN_CONCURRENCY = 256;
    private static final int FLOOD_CONCURRENCY = 64;

    /** The plain exchanges and the flood beside them; the flood is empty where there was none. */
    private record Round(LoadResult plain, Optional<LoadResult> flood) {}

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public String about() {
        return "a flood of TLS handshakes: what it does to the p99 of plain exchanges";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        stage.say(TITLE);
        Farm farm = stage.ground().make(FarmPlan.quiet(PRINTERS, Services.BIND_ONLY));
        Optional<Floor> floor = stage.floor(PRINTERS, Certificate.RSA);
        List<List<String>> rows = new ArrayList<>();
        try (FarmProcess process = farm.start()) {
            List<Server> servers = new ArrayList<>();
            floor.ifPresent(running ->
                    servers.add(new Server(Server.FLOOR, running.pid(), running.plainTargets(), running.tlsTargets())));
            servers.add(new Server(Server.FARM, process.pid(), farm.plainTargets(), farm.tlsTargets()));
            for (Server server : servers) {
                server.warmUp(stage, Transport.TLS13_RSA, report);
                server.warmUp(stage, Transport.PLAIN, report);
                List<Round> calm = new ArrayList<>();
                List<Round> flooded = new ArrayList<>();
                for (int i = 0; i < stage.effort().rounds(); i++) {
                    calm.add(round(stage, report, server, false));
                    flooded.add(round(stage, report, server, true));
                }
                rows.add(row(server, "none", calm));
                rows.add(row(server, "TLS 1.3 RSA, c = " + FLOOD_CONCURRENCY, flooded));
            }
        } finally {
            floor.ifPresent(Floor::close);
        }
        report.add(new Section(
                TITLE,
                List.of("server", "flood", "handshakes/s", "plain p50 ms", "plain p99 ms (least-greatest)"),
                rows,
                List.of(PLAIN_PER_SECOND + " plain exchanges a second, with and without the flood in turn, medians of "
                        + stage.effort().rounds() + "; the flood's client shares its core with the plain client; "
                        + stage.pinning().words())));
    }

    private static Round round(Stage stage, Report report, Server server, boolean flooded)
            throws IOException, InterruptedException {
        int seconds = stage.effort().windowSeconds() + 1;
        LoadSpec plain = LoadSpec.window(Transport.PLAIN, server.plainTargets(), PLAIN_CONCURRENCY, seconds)
                .atRate(PLAIN_PER_SECOND);
        LoadSpec flood = LoadSpec.window(Transport.TLS13_RSA, server.tlsTargets(), FLOOD_CONCURRENCY, seconds);
        Optional<Running> running = flooded ? Optional.of(stage.load().start(flood)) : Optional.empty();
        LoadResult result = stage.load().run(plain);
        server.judge(result, plain, report);
        Optional<LoadResult> handshakes =
                running.isPresent() ? Optional.of(running.get().await()) : Optional.empty();
        handshakes.ifPresent(found -> server.judge(found, flood, report));
        return new Round(result, handshakes);
    }

    private static List<String> row(Server server, String flood, List<Round> rounds) {
        double handshakes = rounds.stream()
                .flatMap(round -> round.flood().stream())
                .mapToDouble(LoadResult::perSecond)
                .average()
                .orElse(0);
        return List.of(
                server.name(),
                flood,
                Numbers.of((long) handshakes),
                Numbers.of(Statistics.of(rounds.stream()
                                .map(round -> round.plain().p50Ms())
                                .toList())
                        .median()),
                Numbers.of(Statistics.of(
                        rounds.stream().map(round -> round.plain().p99Ms()).toList())));
    }
}
