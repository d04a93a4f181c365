package org.printfarm.bench.scenario;

import static org.printfarm.bench.drive.LoadSpec.Transport.PLAIN;
import static org.printfarm.bench.drive.LoadSpec.Transport.TLS12_ALL;
import static org.printfarm.bench.drive.LoadSpec.Transport.TLS12_RSA;
import static org.printfarm.bench.drive.LoadSpec.Transport.TLS13_ALL;
import static org.printfarm.bench.drive.LoadSpec.Transport.TLS13_RSA;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.peer.Floor;
import org.printfarm.bench.peer.Floor.Certificate;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;

/** Plain and TLS exchanges, beside the floor. */
public final class Exchanges implements Scenario {

    private static final int PRINTERS = 3;
    private static final String TITLE = "Exchanges, ";

    @Override
    public String name() {
        return "exchanges";
    }

    @Override
    public String about() {
        return "plain, TLS 1.2 and 1.3 (RSA only, all offered) exchanges: rate, latency, server CPU, RSS; beside the C floor";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        FarmPlan plan = FarmPlan.quiet(PRINTERS, Services.ALL);
        Farm farm = stage.ground().make(plan);
        Farm talkative = stage.ground().make(plan.with(FarmPlan.Logging.DEFAULT));
        Optional<Floor> floor = stage.floor(PRINTERS, Certificate.RSA);
        try (FarmProcess process = farm.start();
                FarmProcess talking = talkative.start()) {
            List<Server> pair = pair(floor, farm, process);
            List<Server> three = new ArrayList<>(pair);
            three.add(new Server("farm, default log", talking.pid(), talkative.plainTargets(), talkative.tlsTargets()));
            report.add(new ExchangeRounds(stage, report, three, List.of(PLAIN)).section(TITLE + "plain"));
            report.add(
                    new ExchangeRounds(stage, report, pair, List.of(TLS13_RSA, TLS12_RSA)).section(TITLE + "RSA-2048"));
        } finally {
            floor.ifPresent(Floor::close);
        }
        withBothKeys(stage, report, plan);
    }

    private static void withBothKeys(Stage stage, Report report, FarmPlan plan)
            throws IOException, InterruptedException {
        Farm farm = stage.ground().make(plan.with(FarmPlan.Keys.RSA_AND_EC));
        String mistakes = farm.mistakes();
        if (!mistakes.isEmpty()) {
            report.add(Section.missing(TITLE + "both keys", "not measured: this farm has no setting keys: rsa+ec"));
            return;
        }
        Optional<Floor> floor = stage.floor(PRINTERS, Certificate.BOTH);
        try (FarmProcess process = farm.start()) {
            report.add(new ExchangeRounds(stage, report, pair(floor, farm, process), List.of(TLS13_ALL, TLS12_ALL))
                    .section(TITLE + "both keys"));
        } finally {
            floor.ifPresent(Floor::close);
        }
    }

    private static List<Server> pair(Optional<Floor> floor, Farm farm, FarmProcess process) {
        List<Server> servers = new ArrayList<>();
        floor.ifPresent(running ->
                servers.add(new Server(Server.FLOOR, running.pid(), running.plainTargets(), running.tlsTargets())));
        servers.add(new Server(Server.FARM, process.pid(), farm.plainTargets(), farm.tlsTargets()));
        return servers;
    }
}
