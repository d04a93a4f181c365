package org.printfarm.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.printfarm.bench.drive.LoadDriver;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.machine.FreePorts;
import org.printfarm.bench.machine.Pinning;
import org.printfarm.bench.machine.Scratch;
import org.printfarm.bench.peer.Floor;

/**
 * What every scenario works with.
 *
 * @param effort how much is done
 * @param ground where farms are made
 * @param scratch temporary files
 * @param pinning who runs where
 * @param ports free ones
 * @param load the load
 * @param floorProgram the compiled floor, if there is one
 * @param progress is told what is being done
 */
public record Stage(
        Effort effort,
        Farm.Ground ground,
        Scratch scratch,
        Pinning pinning,
        FreePorts ports,
        LoadDriver load,
        Optional<Path> floorProgram,
        Consumer<String> progress) {

    /**
     * Starts the floor.
     *
     * @param printers how many
     * @param certificate its certificate
     * @return empty when there is no floor
     * @throws IOException when it does not come up
     */
    Optional<Floor> floor(int printers, Floor.Certificate certificate) throws IOException, InterruptedException {
        return floorProgram.isEmpty()
                ? Optional.empty()
                : Optional.of(Floor.start(floorProgram.get(), printers, certificate, pinning, ports));
    }

    void say(String what) {
        progress.accept(what);
    }
}
