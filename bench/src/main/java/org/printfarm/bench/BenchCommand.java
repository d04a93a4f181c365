package org.printfarm.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.printfarm.bench.drive.LoadDriver;
import org.printfarm.bench.farm.Addresses;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.load.Target;
import org.printfarm.bench.machine.FreePorts;
import org.printfarm.bench.machine.Machine;
import org.printfarm.bench.machine.Pinning;
import org.printfarm.bench.machine.Scratch;
import org.printfarm.bench.peer.NativePrograms;
import org.printfarm.bench.report.JsonReport;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.TextTable;
import org.printfarm.bench.scenario.Against;
import org.printfarm.bench.scenario.Effort;
import org.printfarm.bench.scenario.Scenario;
import org.printfarm.bench.scenario.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code farm bench}. */
@Command(
        name = "bench",
        description =
                "Measure the farm on this machine, beside what is installed to compare it with, and print tables.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./farm bench                          everything, about 25 minutes",
            "  ./farm bench --quick                  everything in about 3 minutes",
            "  ./farm bench --only exchanges,load    some groups of rows",
            "  ./farm bench --against ../before      this build and another, in turn",
            "",
            "Exit status: 0 every reply was right, 1 a reply was wrong or lost, 2 wrong usage or nothing could be measured."
        })
final class BenchCommand implements Callable<Integer> {

    private static final String LAUNCHER = "farm";
    private static final int FINE = 0;
    private static final int WRONG = 1;
    private static final int USAGE = 2;

    private enum Amount {
        FULL(Effort.FULL),
        QUICK(Effort.QUICK),
        SMOKE(Effort.SMOKE);

        private final Effort effort;

        Amount(Effort effort) {
            this.effort = effort;
        }
    }

    @Option(names = "--quick", description = "Fewer and shorter rounds, smaller farms: about 3 minutes.")
    private boolean quick;

    @Option(names = "--effort", hidden = true, description = "full, quick or smoke.")
    private Amount amount = Amount.FULL;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these groups of rows; see --list.")
    private List<String> only = List.of();

    @Option(
            names = "--against",
            paramLabel = "PATH",
            description =
                    "Measure this build and that of another checkout in turn, and print ratios with their spread.")
    private Optional<Path> against = Optional.empty();

    @Option(names = "--list", description = "List the groups of rows and stop.")
    private boolean list;

    @Option(
            names = "--exchanges",
            paramLabel = "N",
            description = "Exchanges under load; 1,000,000, with --quick 50,000.")
    private long exchanges;

    @Option(names = "--java-load", description = "Use the load generator in Java even where the one in C compiles.")
    private boolean javaLoad;

    @Option(names = "--markdown", description = "Print the tables as Markdown.")
    private boolean markdown;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report to a file as well.")
    private Optional<Path> json = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Scenarios.ALL.forEach(scenario -> out.printf("%-10s %s%n", scenario.name(), scenario.about()));
            out.flush();
            return FINE;
        }
        List<Scenario> chosen = chosen();
        Path home = Path.of(System.getProperty("farm.home", ".")).toAbsolutePath();
        try (Scratch scratch = Scratch.make()) {
            Report report = measure(chosen, home, scratch);
            print(report, out);
            if (json.isPresent()) {
                JsonReport.write(report, json.get());
            }
            return report.faults().isEmpty() ? report.sections().isEmpty() ? USAGE : FINE : WRONG;
        }
    }

    private List<Scenario> chosen() {
        if (against.isPresent()
                && (!only.isEmpty() || !Files.isExecutable(against.get().resolve(LAUNCHER)))) {
            throw new ParameterException(
                    spec.commandLine(), "--against PATH: expected another checkout, with a launcher, and no --only");
        }
        List<String> names = Scenarios.ALL.stream().map(Scenario::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "--only " + name + ": expected some of " + String.join(", ", names));
            }
        }
        return Scenarios.ALL.stream()
                .filter(scenario -> only.isEmpty() || only.contains(scenario.name()))
                .toList();
    }

    private Report measure(List<Scenario> chosen, Path home, Scratch scratch) throws IOException, InterruptedException {
        Pinning pinning = Pinning.here();
        NativePrograms programs = NativePrograms.compile(scratch);
        LoadDriver load = new LoadDriver(
                javaLoad ? Optional.empty() : programs.load(),
                Addresses.writeIds(scratch.root().resolve("ids.txt"), Target::serialOf),
                pinning);
        FreePorts ports = new FreePorts();
        Farm.Ground ground = new Farm.Ground(home, scratch, pinning, ports);
        Stage stage =
                new Stage(effort(), ground, scratch, pinning, ports, load, programs.floor(), BenchCommand::progress);
        Report report = new Report(head(pinning, programs));
        List<Scenario> scenarios = chosen;
        if (against.isPresent()) {
            Path other = against.get().toAbsolutePath().normalize();
            scenarios = List.of(new Against(new Farm.Ground(other, scratch, pinning, ports), other));
        }
        for (Scenario scenario : scenarios) {
            run(scenario, stage, report);
        }
        return report;
    }

    private static void run(Scenario scenario, Stage stage, Report report) throws InterruptedException {
        progress(scenario.name());
        try {
            scenario.run(stage, report);
        } catch (IOException | IllegalStateException e) {
            report.add(Section.missing(scenario.name(), "not measured: " + e.getMessage()));
            report.fault(scenario.name() + " could not be measured: " + e.getMessage());
        }
    }

    private Effort effort() {
        Effort effort = quick ? Effort.QUICK : amount.effort;
        return exchanges > 0 ? effort.withLoadExchanges(exchanges) : effort;
    }

    private List<String> head(Pinning pinning, NativePrograms programs) {
        List<String> head = new ArrayList<>();
        head.add("printfarm bench, " + LocalDate.now(ZoneOffset.UTC));
        head.add("command: ./farm bench "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        head.addAll(Machine.describe());
        head.add("pinning: " + pinning.words());
        head.add(programs.words());
        return head;
    }

    private void print(Report report, PrintWriter out) {
        report.head().forEach(line -> out.println(markdown ? "- " + line : line));
        for (Section section : report.sections()) {
            (markdown ? TextTable.markdown(section) : TextTable.plain(section)).forEach(out::println);
        }
        out.println();
        out.println(report.verdict());
        out.flush();
    }

    private static void progress(String what) {
        System.err.println("bench: " + what);
    }
}
