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
    private final ScheduledFuture<?> ticking;

    private Phase phase = Phase.IDLE;
    private Phase before = Phase.IDLE;
    private @Nullable PrintRun run;
    private Duration elapsed = Duration.ZERO;
    private long lastTick = System.nanoTime();
    private int printError;
    private String hms = "";
    private boolean lit;

    /** Switched on, at rest. */
    public MachineState(MachineSpec spec, MachineRecord record) {
        this.spec = spec;
        this.family = Family.of(spec.model());
        this.record = record;
        this.storage = new MachineStorage(spec.storageBytes());
        this.faults = EnumSet.noneOf(Fault.class);
        faults.addAll(spec.faults());
        if (faults.contains(Fault.FOREIGN_PRINT)) {
            printAtItsScreen();
        }
        this.ticking = CLOCK.scheduleAtFixedRate(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How a start ended. */
    record Reply(boolean taken, String reason, int errorCode) {
        static final Reply TAKEN = new Reply(true, "success", 0);
    }

    /** What a report shows of the print. */
    record Snapshot(
            Phase phase,
            @Nullable PrintRun run,
            Duration elapsed,
            int printError,
            String hms,
            boolean lit,
            boolean developerMode) {}

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

    /** Whether a print is on it. */
    public synchronized boolean isBusy() {
        return phase.isBusy();
    }

    /** Somebody starts a print at its own screen. */
    public synchronized void printAtItsScreen() {
        begin(new PrintRun("0", "0", "test cube", "cube.gcode", Duration.ZERO, spec.prepare(), spec.print()));
    }

    /** Somebody ends the print at its own screen. */
    public synchronized void stopAtItsScreen() {
        breakOff(Phase.FAILED, "stopped");
    }

    /** The print that runs is lost; the machine will be idle when the power is back. */
    public synchronized void powerLost() {
        breakOff(Phase.IDLE, "power");
        run = null;
        sequences.clear();
    }

    synchronized Snapshot snapshot() {
        tick();
        return new Snapshot(phase, run, elapsed, printError, hms, lit, !faults.contains(Fault.DEVELOPER_MODE_OFF));
    }

    /** A start came over the LAN. */
    synchronized Reply start(JsonNode request) {
        if (cutOnce(Fault.CUT_BEFORE_START)) {
            return new Reply(false, "cut", 0);
        }
        Reply refusal = refusal(request);
        String file = fileOf(request);
        String task = request.path("task_id").asText("0");
        if (refusal != null) {
            record.add(spec.id(), Kind.START_REFUSED, Map.of("task", task, "file", file, "reason", refusal.reason()));
            return refusal;
        }
        record.add(spec.id(), Kind.STARTED, details(request, task, file));
        if (!faults.contains(Fault.SILENT_START)) {
            if (phase.isBusy()) {
                breakOff(Phase.FAILED, "0500_4004");
            }
            begin(runOf(request, task, file));
        }
        cutOnce(Fault.CUT_AFTER_START);
        return Reply.TAKEN;
    }

    /** Pause, resume, stop: whether it applied. */
    synchronized boolean command(String command) {
        record.add(spec.id(), Kind.COMMAND, Map.of("command", command));
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

    /** Commands that change something are refused as a start is; the light is the least of them. */
    synchronized Reply light(boolean on) {
        if (faults.contains(Fault.DEVELOPER_MODE_OFF)) {
            return developerModeMissing();
        }
        if (faults.contains(Fault.REFUSES_START)) {
            return new Reply(false, "refused", 0);
        }
        record.add(spec.id(), Kind.COMMAND, Map.of("command", on ? "light on" : "light off"));
        lit = on;
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
        hms = "0500-0500-0001-0007";
        return new Reply(false, "MQTT command verification failed", DEVELOPER_MODE_MISSING);
    }

    @Override
    public void close() {
        ticking.cancel(false);
    }

    private @Nullable Reply refusal(JsonNode request) {
        if (faults.contains(Fault.DEVELOPER_MODE_OFF)) {
            return developerModeMissing();
        }
        if (!sequences.add(request.path("sequence_id").asText())) {
            return new Reply(false, "sequence id was seen before", SEQUENCE_SEEN);
        }
        if (faults.contains(Fault.REFUSES_START)) {
            hms = "0500-0100-0003-0001";
            return new Reply(false, "refused", 0);
        }
        if (phase.isBusy() && !family.startCancels()) {
            return new Reply(false, "busy", 0);
        }
        if (storage.find(fileOf(request)).isEmpty()) {
            return new Reply(false, "file is not there", 0);
        }
        return null;
    }

    private Map<String, String> details(JsonNode request, String task, String file) {
        return Map.of(
                "task", task,
                "file", file,
                "plate", request.path("param").asText(),
                "mapping", request.path("ams_mapping").toString(),
                "use_ams", request.path("use_ams").asText());
    }

    private PrintRun runOf(JsonNode request, String task, String file) {
        boolean isLate = spec.model() == PrinterModel.H2D_PRO && phase == Phase.FINISH;
        return new PrintRun(
                task,
                request.path("subtask_id").asText("0"),
                request.path("subtask_name").asText(""),
                file,
                isLate ? LATE : Duration.ZERO,
                spec.prepare(),
                spec.print());
    }

    /** The last part of {@code ftp://name}, {@code ftp:///name} or {@code file:///sdcard/name}. */
    private static String fileOf(JsonNode request) {
        String url = request.path("url").asText("");
        return java.net.URLDecoder.decode(
                url.substring(url.lastIndexOf('/') + 1).replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void begin(PrintRun next) {
        before = phase;
        run = next;
        elapsed = Duration.ZERO;
        lastTick = System.nanoTime();
        printError = 0;
        hms = "";
        boolean readable = storage.find(next.file()).isPresent() || next.task().equals("0");
        if (faults.contains(Fault.UPLOAD_UNREADABLE) || !readable) {
            hms = "0500-C010-0000-0000";
            printError = 0x0500C010;
            breakOff(Phase.FAILED, "0500-C010");
        } else {
            phase = next.phase(elapsed, before);
        }
    }

    private void goOn() {
        lastTick = System.nanoTime();
        hms = "";
        phase = run == null ? Phase.IDLE : run.phase(elapsed, before);
    }

    private synchronized void tick() {
        long now = System.nanoTime();
        PrintRun current = run;
        if (current != null && phase != Phase.PAUSE && phase != Phase.FAILED) {
            elapsed = elapsed.plus(Duration.ofNanos(now - lastTick).multipliedBy(spec.speed()));
            Phase next = current.phase(elapsed, before);
            if (next == Phase.FINISH && phase != Phase.FINISH) {
                record.add(spec.id(), Kind.FINISHED, Map.of("task", current.task(), "file", current.file()));
            }
            phase = next;
            faultInTheMiddle(current);
        }
        lastTick = now;
    }

    private void faultInTheMiddle(PrintRun current) {
        if (phase != Phase.RUNNING || current.percent(elapsed) < 50) {
            return;
        }
        if (faults.remove(Fault.PAUSES_WITH_ERROR)) {
            phase = Phase.PAUSE;
            hms = "0700-2000-0002-0001";
        } else if (faults.remove(Fault.FAILS_WITH_ERROR)) {
            hms = "0300-0100-0001-0001";
            printError = 0x03008001;
            breakOff(Phase.FAILED, hms);
        }
    }

    private void breakOff(Phase next, String why) {
        PrintRun current = run;
        if (current != null && (phase.isBusy() || next == Phase.FAILED)) {
            record.add(spec.id(), Kind.BROKEN_OFF, Map.of("task", current.task(), "why", why));
        }
        phase = next;
    }

    private boolean cutOnce(Fault fault) {
        boolean due = faults.remove(fault);
        if (due) {
            cuts.forEach(Runnable::run);
        }
        return due;
    }
}
