package org.printfarm.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.printfarm.bench.drive.CurlUpload;
import org.printfarm.bench.farm.Addresses;
import org.printfarm.bench.farm.ControlChannel;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.farm.SimulatedMachines;
import org.printfarm.bench.machine.ProcStat;
import org.printfarm.bench.machine.Program;
import org.printfarm.bench.report.Numbers;

/** Files on their way to simulated machines, when they start, and what they cost. One thread. */
final class MachineSends {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final long CURL_SECONDS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final long LOOK_MILLIS = 100;

    private final Stage stage;
    private final Farm farm;
    private final FarmProcess process;
    private final SimulatedMachines machines;
    private final UploadFile file;
    private final ControlChannel control;
    private int round;

    MachineSends(Stage stage, Farm farm, FarmProcess process, SimulatedMachines machines, UploadFile file)
            throws IOException {
        this.stage = stage;
        this.farm = farm;
        this.process = process;
        this.machines = machines;
        this.file = file;
        this.control = ControlChannel.of(farm);
    }

    /** Sends one file to so many machines; seconds until the last begins to print. */
    double send(int count, List<List<String>> rows, double single) throws IOException, InterruptedException {
        stage.say("Machines: a file to " + count);
        List<String> jobs = upload(count);
        awaitFinished();
        double idle = idleCpuPerSecond();
        int before = started().size();
        double cpu = process.stat().cpuSeconds();
        Instant begin = Instant.now();
        for (int i = 0; i < count; i++) {
            String unused = control.ask("jobAction", "[\"" + jobs.get(i) + "\", \"send\", \"m" + (i + 1) + "\"]");
        }
        List<JsonNode> starts = await(this::started, before + count);
        double last = seconds(
                begin, Instant.parse(starts.get(starts.size() - 1).path("at").asText()));
        double spent = process.stat().cpuSeconds() - cpu - idle * seconds(begin, Instant.now());
        rows.add(List.of(
                Integer.toString(count),
                Numbers.of(last),
                Double.isNaN(single) ? "1" : Numbers.of(last / single),
                Numbers.of(spent / count)));
        return last;
    }

    /** The same file to the same machines by curl: CPU of the curls. */
    List<String> curl(SimulatedMachines.Plan plan, int count) throws IOException, InterruptedException {
        stage.say("Machines: " + count + " by curl");
        long self = ProcessHandle.current().pid();
        double before = ProcStat.of(self).childCpuSeconds();
        Instant begin = Instant.now();
        StringBuilder script = new StringBuilder();
        for (int number = 1; number <= count; number++) {
            script.append(String.join(
                            " ",
                            CurlUpload.command(
                                    farm.login(),
                                    file.path(),
                                    "ftps://" + plan.address(number) + ":" + plan.ftpsPort() + "/curl.gcode")))
                    .append(" & ");
        }
        Program.Result ran = Program.run(CURL_SECONDS, List.of("sh", "-c", script + "wait"));
        if (!ran.output().isBlank()) {
            throw new IOException("curl to the machines: " + ran.output());
        }
        double cpu = ProcStat.of(self).childCpuSeconds() - before;
        return List.of(count + " by curl", Numbers.of(seconds(begin, Instant.now())), "-", Numbers.of(cpu / count));
    }

    /** Two jobs for one machine: seconds from the end of the first print to the next upload. */
    double waitOfTheNext() throws IOException, InterruptedException {
        awaitFinished();
        int before = started().size();
        List<String> jobs = upload(2);
        for (String job : jobs) {
            String unused = control.ask("jobAction", "[\"" + job + "\", \"send\", \"m1\"]");
        }
        await(this::started, before + 2);
        List<JsonNode> finished = of("FINISHED");
        Instant free =
                Instant.parse(finished.get(finished.size() - 1).path("at").asText());
        for (JsonNode step :
                JSON.readTree(farm.ask("jobs", "show", jobs.get(1), "--json")).path("steps")) {
            if (step.path("state").asText().equals("sending")) {
                return seconds(free, Instant.parse(step.path("at").asText()));
            }
        }
        throw new IOException("the second job was never sent");
    }

    private double idleCpuPerSecond() throws IOException, InterruptedException {
        double cpu = process.stat().cpuSeconds();
        TimeUnit.SECONDS.sleep(stage.effort().mqttSeconds());
        return (process.stat().cpuSeconds() - cpu) / stage.effort().mqttSeconds();
    }

    private List<String> upload(int count) throws IOException, InterruptedException {
        List<String> before = jobs();
        for (int i = 0; i < count; i++) {
            String unused = file.change(++round);
            Program.Result ran = Program.run(
                    CURL_SECONDS,
                    CurlUpload.command(
                            farm.login(),
                            file.path(),
                            "ftps://" + Addresses.of(0) + ":" + farm.ports().ftp() + "/b" + round + ".gcode"));
            if (ran.exit() != 0) {
                throw new IOException("curl to the farm: " + ran.output());
            }
        }
        List<String> after = new ArrayList<>(jobs());
        after.removeAll(before);
        return after;
    }

    private List<String> jobs() throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        JSON.readTree(farm.ask("jobs", "--json"))
                .forEach(job -> ids.add(job.path("id").asText()));
        return ids;
    }

    private void awaitFinished() throws IOException, InterruptedException {
        await(() -> of("FINISHED"), started().size());
    }

    private List<JsonNode> started() throws IOException {
        return of("STARTED");
    }

    private List<JsonNode> of(String kind) throws IOException {
        return read(machines, kind);
    }

    /** The entries of one kind of the machines' record, in order. */
    static List<JsonNode> read(SimulatedMachines machines, String kind) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (String line : machines.record()) {
            JsonNode entry = JSON.readTree(line);
            if (entry.path("kind").asText().equals(kind)) {
                found.add(entry);
            }
        }
        return found;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** Waits until a machine's record has so many entries of a kind. */
    static List<JsonNode> await(Found found, int count) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<JsonNode> now = found.get();
        while (now.size() < count) {
            if (System.nanoTime() > deadline) {
                throw new IOException("only " + now.size() + " of " + count + " came");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            now = found.get();
        }
        return now;
    }

    /** Entries of the machines' record. */
    @FunctionalInterface
    interface Found {
        List<JsonNode> get() throws IOException;
    }
}
