package org.printfarm.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.printfarm.bench.drive.CurlUpload;
import org.printfarm.bench.farm.Addresses;
import org.printfarm.bench.farm.ControlChannel;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.farm.SimulatedMachines;
import org.printfarm.bench.machine.Program;
import org.printfarm.bench.report.Statistics;

/** A pool of simulated machines with more jobs than machines: how soon one that is free gets the next. */
final class PoolSends {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int ROUNDS = 3;
    private static final int WRITE_RATE = 10_000_000;
    private static final long CURL_SECONDS = 120;
    private static final double MILLIS_PER_S = 1000;

    private PoolSends() {}

    /** Seconds from the end of a print to the upload of the next job to the same machine, for all but the first jobs. */
    static Statistics waits(Stage stage) throws IOException, InterruptedException {
        int count = stage.effort().machines();
        Path folder = stage.scratch().folder("pool");
        SimulatedMachines.Plan plan = new SimulatedMachines.Plan(
                count, stage.ports().next(), stage.ports().next(), WRITE_RATE);
        Farm farm = stage.ground().make(FarmPlan.quiet(1, Services.ALL).unpinned());
        plan.enter(farm, count);
        String members =
                IntStream.rangeClosed(1, count).mapToObj(number -> "m" + number).collect(Collectors.joining(", "));
        Files.writeString(
                farm.data().resolveSibling("farm.yaml"),
                "pools: {room: {machines: [" + members + "]}}\n",
                StandardOpenOption.APPEND);
        try (SimulatedMachines machines = SimulatedMachines.start(folder, plan);
                FarmProcess unusedProcess = farm.start()) {
            upload(farm, files(folder, count * ROUNDS));
            ControlChannel control = ControlChannel.of(farm);
            List<String> jobs = new ArrayList<>();
            JSON.readTree(farm.ask("jobs", "--json"))
                    .forEach(job -> jobs.add(job.path("id").asText()));
            for (String job : jobs) {
                String unused = control.ask("jobAction", "[\"" + job + "\", \"send\", \"room\"]");
            }
            List<JsonNode> finished = MachineSends.await(() -> MachineSends.read(machines, "FINISHED"), count * ROUNDS);
            return waits(control, jobs, finished);
        }
    }

    private static List<Path> files(Path folder, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            files.add(Files.writeString(folder.resolve("j" + number + ".gcode"), "; " + number + "\nG28\n"));
        }
        return files;
    }

    private static void upload(Farm farm, List<Path> files) throws IOException, InterruptedException {
        Program.Result ran = Program.run(
                CURL_SECONDS,
                CurlUpload.command(
                        farm.login(),
                        Path.of(files.stream().map(Path::toString).collect(Collectors.joining(",", "{", "}"))),
                        "ftps://" + Addresses.of(0) + ":" + farm.ports().ftp() + "/"));
        if (ran.exit() != 0) {
            throw new IOException("curl to the farm: " + ran.output());
        }
    }

    private static Statistics waits(ControlChannel control, List<String> jobs, List<JsonNode> finished)
            throws IOException {
        List<Double> waits = new ArrayList<>();
        for (String id : jobs) {
            JsonNode job = JSON.readTree(control.ask("job", "[\"" + id + "\"]")).path("result");
            for (JsonNode step : job.path("steps")) {
                if (step.path("state").asText().equals("sending")) {
                    Instant sent = Instant.parse(step.path("at").asText());
                    freed(finished, step.path("machine").asText(), sent)
                            .ifPresent(free ->
                                    waits.add(Duration.between(free, sent).toMillis() / MILLIS_PER_S));
                }
            }
        }
        return Statistics.of(waits);
    }

    /** When a machine ended its last print before a moment. */
    private static Optional<Instant> freed(List<JsonNode> finished, String machine, Instant before) {
        return finished.stream()
                .filter(entry -> entry.path("machine").asText().equals(machine))
                .map(entry -> Instant.parse(entry.path("at").asText()))
                .filter(at -> !at.isAfter(before))
                .max(Instant::compareTo);
    }
}
