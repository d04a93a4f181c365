package org.printfarm.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One host of several: a machine with a folder of its own, in which printfarm-net and the farm run. */
final class HostAtWork implements AutoCloseable {

    final int number;
    final Path folder;

    private final NetworkNamespace machine;
    private @Nullable FarmProcess net;
    private @Nullable FarmProcess farm;

    /** Nothing runs yet. */
    HostAtWork(int number, NetworkNamespace machine, Path folder) {
        this.number = number;
        this.machine = machine;
        this.folder = folder;
    }

    /** Starts the farm, and printfarm-net where it does not run; there must be a farm.yaml in the folder. */
    FarmProcess start() throws Exception {
        if (net == null) {
            net = FarmProcess.startNet(machine.before(), folder);
        }
        FarmProcess started = FarmProcess.startBehind(machine.before(), folder, "run");
        farm = started;
        return started;
    }

    FarmProcess farm() {
        return Objects.requireNonNull(farm);
    }

    /** Runs a command of the farm on this host. */
    FarmProcess run(String... arguments) throws Exception {
        FarmProcess command = FarmProcess.startBehind(machine.before(), folder, arguments);
        command.awaitEnd();
        return command;
    }

    /** Which of these addresses it has now. */
    List<Integer> having(List<Integer> printers) {
        return printers.stream()
                .filter(printer -> machine.has(LanProgram.printer(printer)))
                .toList();
    }

    @Override
    public void close() {
        if (farm != null) {
            farm.close();
        }
        if (net != null) {
            net.close();
        }
    }
}
