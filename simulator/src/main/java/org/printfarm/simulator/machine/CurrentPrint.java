package org.printfarm.simulator.machine;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.printfarm.simulator.machine.MachineRecord.Kind;
import org.printfarm.simulator.machine.PrintRun.Phase;

/** The print that is on a machine, or was the last: how far it is, and what went wrong with it. Guarded by the machine's state. */
final class CurrentPrint {

    private final MachineSpec spec;
    private final MachineRecord record;
    private final MachineStorage storage;
    private final Set<Fault> faults;

    private Phase phase = Phase.IDLE;
    private Started started = new Started(null, Phase.IDLE);
    private Time time = Time.zero();
    private Trouble trouble = Trouble.NONE;

    /**
     * What its reports name.
     *
     * @param printError 0 for none
     * @param hms empty for none
     */
    private record Trouble(int printError, String hms) {
        static final Trouble NONE = new Trouble(0, "");
    }

    /**
     * What was begun last.
     *
     * @param run null when the machine does not know of any
     * @param before the phase that it was begun in
     */
    private record Started(@Nullable PrintRun run, Phase before) {}

    /**
     * How long it has printed, by its own clock.
     *
     * @param at when that was so, {@link System#nanoTime}
     */
    private record Time(Duration elapsed, long at) {
        static Time zero() {
            return new Time(Duration.ZERO, System.nanoTime());
        }
    }

    /** What a report shows of it. */
    record Snapshot(
            Phase phase, @Nullable PrintRun run, Duration elapsed, int printError, String hms, boolean developerMode) {}

    /** None yet, on a machine with these faults, which may change. */
    CurrentPrint(MachineSpec spec, MachineRecord record, MachineStorage storage, Set<Fault> faults) {
        this.spec = spec;
        this.record = record;
        this.storage = storage;
        this.faults = faults;
    }

    Phase phase() {
        return phase;
    }

    Snapshot snapshot() {
        return new Snapshot(
                phase,
                started.run,
                time.elapsed,
                trouble.printError,
                trouble.hms,
                !faults.contains(Fault.DEVELOPER_MODE_OFF));
    }

    /** Something is wrong that its reports name. */
    void warn(String code) {
        trouble = new Trouble(trouble.printError, code);
    }

    void begin(PrintRun next) {
        started = new Started(next, phase);
        time = Time.zero();
        trouble = Trouble.NONE;
        boolean readable = storage.find(next.file()).isPresent() || next.task().equals("0");
        if (faults.contains(Fault.UPLOAD_UNREADABLE) || !readable) {
            trouble = new Trouble(0x0500C010, "0500-C010-0000-0000");
            breakOff(Phase.FAILED, "0500-C010");
        } else {
            phase = next.phase(time.elapsed, started.before);
        }
    }

    /** Pause, resume, stop: whether it applied. */
    boolean command(String command) {
        boolean applies = switch (command) {
            case "pause" -> phase == Phase.RUNNING || phase == Phase.PREPARE;
            case "resume" -> phase == Phase.PAUSE;
            default -> phase.isBusy();
        };
        if (applies) {
            switch (command) {
                case "pause" -> phase = Phase.PAUSE;
                case "resume" -> goOn();
                default -> breakOff(Phase.FAILED, "stopped");
            }
        }
        return applies;
    }

    private void goOn() {
        time = new Time(time.elapsed, System.nanoTime());
        warn("");
        phase = started.run == null ? Phase.IDLE : started.run.phase(time.elapsed, started.before);
    }

    void breakOff(Phase next, String why) {
        PrintRun current = started.run;
        if (current != null && (phase.isBusy() || next == Phase.FAILED)) {
            record.add(spec.id(), Kind.BROKEN_OFF, Map.of("task", current.task(), "why", why));
        }
        phase = next;
    }

    /** The machine has none any more and does not know that it had one. */
    void lose(String why) {
        breakOff(Phase.IDLE, why);
        started = new Started(null, started.before);
    }

    /** Goes on by what has passed on the clock. */
    void tick() {
        long now = System.nanoTime();
        PrintRun current = started.run;
        Duration elapsed = time.elapsed;
        if (current != null && phase != Phase.PAUSE && phase != Phase.FAILED) {
            elapsed = elapsed.plus(Duration.ofNanos(now - time.at).multipliedBy(spec.speed()));
            Phase next = current.phase(elapsed, started.before);
            if (next == Phase.FINISH && phase != Phase.FINISH) {
                record.add(spec.id(), Kind.FINISHED, Map.of("task", current.task(), "file", current.file()));
            }
            phase = next;
            faultInTheMiddle(current, elapsed);
        }
        time = new Time(elapsed, now);
    }

    private void faultInTheMiddle(PrintRun current, Duration elapsed) {
        if (phase != Phase.RUNNING || current.percent(elapsed) < 50) {
            return;
        }
        if (faults.remove(Fault.PAUSES_WITH_ERROR)) {
            phase = Phase.PAUSE;
            warn("0700-2000-0002-0001");
        } else if (faults.remove(Fault.FAILS_WITH_ERROR)) {
            trouble = new Trouble(0x03008001, "0300-0100-0001-0001");
            breakOff(Phase.FAILED, trouble.hms);
        }
    }
}
