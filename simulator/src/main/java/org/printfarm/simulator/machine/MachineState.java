package org.printfarm.simulator.machine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.PrinterModel;
import org.printfarm.simulator.machine.MachineRecord.Kind;
import org.printfarm.simulator.machine.PrintRun.Phase;

/** One machine's prints, faults and storage. Any thread; guarded by {@code this}. */
public final class MachineState implements AutoCloseable {

    /** Between two looks at the clock, ours. */
    private static final Duration TICK = Duration.ofMillis(50);

    /** A machine that takes long to leave FINISH; in the field 80 to 210 s. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private static final int DEVELOPER_MODE_MISSING = 84033543;
    private static final int SEQUENCE_SEEN = 84033544;

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "simulated-clock");
        thread.setDaemon(true);
        return thread;
    });

    private final MachineSpec spec;
    private final Family family;
    private final MachineRecord record;
    private final MachineStorage storage;
    private final Set<Fault> faults;
    private final Set<String> sequences = new HashSet<>();
    private final List<Runnable> cuts = new CopyOnWriteArrayList<>();
    private final SetPoints setPoints = new SetPoints();
    private final CurrentPrint print;
    private final ScheduledFuture<?> ticking;

    /** Switched on, at rest. */
    public MachineState(MachineSpec spec, MachineRecord record) {
        this.spec = spec;
        this.family = Family.of(spec.model());
        this.record = record;
        this.storage = new MachineStorage(spec.storageBytes());
        this.faults = EnumSet.noneOf(Fault.class);
        faults.addAll(spec.faults());
        this.print = new CurrentPrint(spec, record, storage, faults);
        if (faults.contains(Fault.FOREIGN_PRINT)) {
            printAtItsScreen();
        }
        this.ticking = CLOCK.scheduleAtFixedRate(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How a start ended. */
    record Reply(boolean taken, String reason, int errorCode) {
        static final Reply TAKEN = new Reply(true, "success", 0);
    }

    static String shownSerial(MachineSpec spec) {
        return spec.faults().contains(Fault.OTHER_SERIAL) ? "0".repeat(15) : spec.serial();
    }

    /** What is on its storage. */
    public MachineStorage storage() {
        return storage;
    }

    /** Whether something is wrong with it now. */
    public synchronized boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** Breaks or mends something. {@link Fault#OFF} and {@link Fault#OTHER_SERIAL} count at the start alone, {@link
     * Fault#OTHER_CERTIFICATE} when it is plugged in. */
    public synchronized void set(Fault fault, boolean present) {
        if (present) {
            faults.add(fault);
        } else {
            faults.remove(fault);
        }
    }

    /** What is called to cut all links. */
    public void onCut(Runnable cut) {
        cuts.add(cut);
    }

    /** Somebody gave a code over MQTT or FTPS. */
    public void noteLogin(boolean right) {
        record.add(spec.id(), right ? Kind.CONNECTED : Kind.LOGIN_REFUSED, Map.of());
    }

    /** A file is stored. */
    public void noteUpload(String name) {
        storage.find(name)
                .ifPresent(stored -> record.add(
                        spec.id(),
                        Kind.UPLOADED,
                        Map.of("file", name, "bytes", Long.toString(stored.bytes()), "md5", stored.md5())));
    }

    /** Whether the data connection of an upload must resume the control connection's TLS session. */
    public boolean resumesDataTls() {
        return family.resumesDataTls();
    }

    /** Somebody starts a print at its own screen. */
    public synchronized void printAtItsScreen() {
        print.begin(new PrintRun("0", "0", "test cube", "cube.gcode", Duration.ZERO, spec.prepare(), spec.print()));
    }

    /** The print that runs is lost; the machine will be idle when the power is back. */
    public synchronized void powerLost() {
        print.lose("power");
        sequences.clear();
    }

    synchronized CurrentPrint.Snapshot snapshot() {
        print.tick();
        return print.snapshot();
    }

    /** A start came over the LAN. */
    synchronized Reply start(JsonNode json) {
        if (cutOnce(Fault.CUT_BEFORE_START)) {
            return new Reply(false, "cut", 0);
        }
        StartRequest request = new StartRequest(json);
        Reply refusal = refusal(request);
        if (refusal != null) {
            record.add(
                    spec.id(),
                    Kind.START_REFUSED,
                    Map.of("task", request.task(), "file", request.file(), "reason", refusal.reason()));
            return refusal;
        }
        record.add(spec.id(), Kind.STARTED, request.details());
        if (!faults.contains(Fault.SILENT_START)) {
            if (print.phase().isBusy()) {
                print.breakOff(Phase.FAILED, "0500_4004");
            }
            boolean isLate = spec.model() == PrinterModel.H2D_PRO && print.phase() == Phase.FINISH;
            print.begin(request.run(spec, isLate ? LATE : Duration.ZERO));
        }
        cutOnce(Fault.CUT_AFTER_START);
        return Reply.TAKEN;
    }

    /** Pause, resume, stop: whether it applied. */
    synchronized boolean command(String command) {
        record.add(spec.id(), Kind.COMMAND, Map.of("command", command));
        return print.command(command);
    }

    /** Commands that change something are refused as a start is; the light is the least of them. */
    synchronized Reply light(boolean on) {
        if (faults.contains(Fault.DEVELOPER_MODE_OFF)) {
            return developerModeMissing();
        }
        if (faults.contains(Fault.REFUSES_START)) {
            return new Reply(false, "refused", 0);
        }
        record.add(spec.id(), Kind.COMMAND, Map.of("command", on ? "light on" : "light off"));
        setPoints.light(on);
        return Reply.TAKEN;
    }

    /** Speed, fans, temperatures: refused as the light is. */
    synchronized Reply panel(JsonNode request) {
        if (faults.contains(Fault.DEVELOPER_MODE_OFF)) {
            return developerModeMissing();
        }
        if (!setPoints.set(request)) {
            return new Reply(false, "not possible", 0);
        }
        String what = request.path("command").asText() + " "
                + request.path("param").asText().strip();
        record.add(spec.id(), Kind.COMMAND, Map.of("command", what));
        return Reply.TAKEN;
    }

    SetPoints setPoints() {
        return setPoints;
    }

    private Reply developerModeMissing() {
        print.warn("0500-0500-0001-0007");
        return new Reply(false, "MQTT command verification failed", DEVELOPER_MODE_MISSING);
    }

    @Override
    public void close() {
        ticking.cancel(false);
    }

    private @Nullable Reply refusal(StartRequest request) {
        if (faults.contains(Fault.DEVELOPER_MODE_OFF)) {
            return developerModeMissing();
        }
        if (!sequences.add(request.sequence())) {
            return new Reply(false, "sequence id was seen before", SEQUENCE_SEEN);
        }
        if (faults.contains(Fault.REFUSES_START)) {
            print.warn("0500-0100-0003-0001");
            return new Reply(false, "refused", 0);
        }
        if (print.phase().isBusy() && !family.startCancels()) {
            return new Reply(false, "busy", 0);
        }
        if (storage.find(request.file()).isEmpty()) {
            return new Reply(false, "file is not there", 0);
        }
        return null;
    }

    private synchronized void tick() {
        print.tick();
    }

    private boolean cutOnce(Fault fault) {
        boolean due = faults.remove(fault);
        if (due) {
            cuts.forEach(Runnable::run);
        }
        return due;
    }
}
