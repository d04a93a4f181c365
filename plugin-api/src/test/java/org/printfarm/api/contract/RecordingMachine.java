package org.printfarm.api.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.printfarm.api.Scheduler;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;

/** What a host gives a driver, with a memory that can be looked at and all statuses kept. Any thread. */
public final class RecordingMachine implements MachineContext, AutoCloseable {

    private static final int MOST_KEYS = 16;
    private static final int LONGEST_VALUE = 8_192;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String machineId;
    private final Map<String, String> memory;
    private final TestScheduler scheduler = new TestScheduler();
    private final List<MachineStatus> statuses = new CopyOnWriteArrayList<>();
    private volatile List<String> introduction = List.of();

    /** Remembers nothing yet. */
    public RecordingMachine(String machineId) {
        this(machineId, new ConcurrentHashMap<>());
    }

    private RecordingMachine(String machineId, Map<String, String> memory) {
        this.machineId = machineId;
        this.memory = memory;
    }

    /** The same machine after a restart of the host: what was remembered is there, statuses are not. */
    public RecordingMachine restarted() {
        return new RecordingMachine(machineId, memory);
    }

    /** All statuses so far, in order. */
    public List<MachineStatus> statuses() {
        return List.copyOf(statuses);
    }

    /** The last status; empty before the first. */
    public Optional<MachineStatus> last() {
        List<MachineStatus> all = statuses();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Whether the last status is of this connection. */
    public boolean is(MachineStatus.Connection connection) {
        return last().filter(status -> status.connection() == connection).isPresent();
    }

    /** Whether the last status has this fault. */
    public boolean has(MachineFault.Code code) {
        return last().stream().flatMap(status -> status.faults().stream()).anyMatch(fault -> fault.code() == code);
    }

    @Override
    public String machineId() {
        return machineId;
    }

    /** What it said of itself last. */
    public List<String> introduction() {
        return introduction;
    }

    @Override
    public void introduce(List<String> sentences) {
        introduction = List.copyOf(sentences);
    }

    @Override
    public void report(MachineStatus status) {
        statuses.add(status);
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public Optional<String> recall(String key) {
        return Optional.ofNullable(memory.get(key));
    }

    @Override
    public void remember(String key, String value) {
        if (!key.matches("[a-z0-9-]{1,32}") || value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException("a key or value that no host keeps");
        }
        if (value.isEmpty()) {
            memory.remove(key);
        } else {
            memory.put(key, value);
        }
        if (memory.size() > MOST_KEYS) {
            throw new IllegalStateException("more than a host keeps for one machine");
        }
    }

    @Override
    public int nextNumber() {
        return NUMBERS.incrementAndGet();
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
