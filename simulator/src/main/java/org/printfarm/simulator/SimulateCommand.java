package org.printfarm.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farm simulate}. */
@Command(
        name = "simulate",
        description =
                "Run simulated machines until Ctrl-C. They listen where the file says, by default on 8883 and 990.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./farm simulate machines.yaml",
            "  ./farm simulate machines.yaml --record done.jsonl    keep what was done to them, a line of JSON each",
            "",
            "Exit status: 0 ended, 1 a port cannot be had, 2 wrong usage or file."
        })
final class SimulateCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @Parameters(paramLabel = "FILE", description = "The machines, see docs/simulator.md.")
    private @Nullable Path file;

    @Option(names = "--record", paramLabel = "FILE", description = "Append what is done to the machines to this file.")
    private @Nullable Path record;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<SimulatedMachine> machines = new ArrayList<>();
        try (MachineRecord done = MachineRecord.open(record)) {
            for (MachineSpec machine : MachinesFile.read(file)) {
                machines.add(SimulatedMachine.start(machine, done));
            }
            spec.commandLine().getOut().println("ready: " + machines.size() + " machines");
            spec.commandLine().getOut().flush();
            untilEnded();
            return 0;
        } catch (MachinesFile.MistakeException e) {
            spec.commandLine().getErr().println("error: " + e.getMessage());
            return USAGE;
        } catch (IOException e) {
            spec.commandLine().getErr().println("error: " + e.getMessage());
            return FAILED;
        } finally {
            machines.forEach(SimulatedMachine::close);
        }
    }

    /** A signal ends the process from another thread. */
    private static void untilEnded() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
