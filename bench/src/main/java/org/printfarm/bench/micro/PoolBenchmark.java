package org.printfarm.bench.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.MachineStatus.FittedNozzle;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.config.MatchRules;
import org.printfarm.host.dispatch.match.Candidate;
import org.printfarm.host.dispatch.match.PoolChoice;
import org.printfarm.host.dispatch.match.Requirements;
import org.printfarm.host.dispatch.match.Requirements.Channel;
import org.printfarm.host.dispatch.match.Requirements.Filament;
import org.printfarm.host.dispatch.match.Waiting;

/** Which of the jobs that wait go to which machines of a pool: one choice about all of them. One thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PoolBenchmark {

    private static final List<String> MATERIALS = List.of("PLA", "PETG", "ABS", "ASA", "TPU", "PLA-CF", "PA-CF", "PC");
    private static final int RED = 0xFF0000;
    private static final int COLOURS = 64;
    private static final int COLOUR_STEP = 0x3F1D7;
    private static final int ALL_COLOURS = 1 << 24;
    private static final int TRAYS = 16;
    private static final int UNIT = 4;
    private static final int CHANNELS = 4;
    private static final int SEED = 7;

    /**
     * How many jobs and machines, and what is loaded of what the jobs need: on no machine, on some, on all, or on all at first sight
     * and on none enough of it. The case of one machine is what a changed tray costs.
     */
    @Param({
        "1000 x 100 some",
        "1000 x 100 none",
        "1000 x 100 all",
        "1000 x 100 tight",
        "1000 x 1 some",
        "2000 x 100 some",
        "1000 x 200 some",
        "10000 x 500 some"
    })
    private String load = "";

    private final Random random = new Random(SEED);
    private final List<Waiting> queue = new ArrayList<>();
    private final List<Candidate> machines = new ArrayList<>();

    /** Fills the queue and the machines, the same for each run. */
    @Setup
    public void fill() {
        String[] words = load.split(" ", -1);
        for (int machine = 0; machine < Integer.parseInt(words[2]); machine++) {
            machines.add(machine(machine, words[3]));
        }
        for (int job = 0; job < Integer.parseInt(words[0]); job++) {
            queue.add(new Waiting("job-" + job, job, 0, job(words[3]), Optional.empty()));
        }
    }

    /**
     * All jobs, all machines, and none of them known from before.
     *
     * @return who gets what
     */
    @Benchmark
    public List<PoolChoice.Chosen> poolChoice() {
        return PoolChoice.choose(queue, machines, MatchRules.DEFAULT, Integer.MAX_VALUE);
    }

    private Candidate machine(int number, String kind) {
        List<Tray> trays = new ArrayList<>();
        for (int tray = 0; tray < TRAYS; tray++) {
            Filament held = switch (kind) {
                case "all" -> filament("PLA", RED);
                case "tight" -> tray < CHANNELS - 1 ? filament("PLA", RED) : filament("ABS", 0);
                case "none" -> filament("PETG", colour());
                default -> any();
            };
            trays.add(new Tray(
                    new TraySlot(tray / UNIT, tray % UNIT),
                    Optional.of(held.material()),
                    Optional.of(String.format(Locale.ROOT, "%06X", held.colour().orElse(0))),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty()));
        }
        return new Candidate(
                "m" + number,
                Optional.of(PrinterModel.P1S),
                Set.of(),
                true,
                List.of(new FittedNozzle("0.4", Optional.of(false))),
                OptionalLong.empty(),
                trays,
                Optional.empty());
    }

    private Requirements job(String kind) {
        List<Channel> channels = new ArrayList<>();
        int count = kind.equals("tight") ? CHANNELS : 1 + random.nextInt(CHANNELS);
        for (int channel = 0; channel < count; channel++) {
            Filament needed = switch (kind) {
                case "all", "tight" -> filament("PLA", RED);
                case "none" -> filament("PLA", colour());
                default -> any();
            };
            channels.add(new Channel(channel, needed, 0, OptionalInt.empty(), Optional.empty()));
        }
        return new Requirements(List.of(PrinterModel.P1S), Set.of(), List.of(), channels, 0, 0);
    }

    private Filament any() {
        return filament(MATERIALS.get(random.nextInt(MATERIALS.size())), colour());
    }

    private static Filament filament(String material, int colour) {
        return new Filament(material, OptionalInt.of(colour), Optional.empty());
    }

    /** A farm has some dozens of colours, however many spools. */
    private int colour() {
        return random.nextInt(COLOURS) * COLOUR_STEP % ALL_COLOURS;
    }
}
