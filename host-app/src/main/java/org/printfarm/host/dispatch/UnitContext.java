package org.printfarm.host.dispatch;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.printfarm.api.Scheduler;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.host.job.store.DispatchStore;
import org.printfarm.host.job.store.StoreException;
import org.printfarm.host.text.SafeText;

/** What the host gives one driver. Any thread. */
final class UnitContext implements MachineContext {

    private static final Pattern KEY = Pattern.compile("[a-z0-9-]{1,32}");
    private static final int MAX_VALUE_CHARS = 8_192;
    private static final int MAX_SENTENCES = 8;

    private final String machine;
    private final Scheduler scheduler;
    private final DispatchStore store;
    private final TaskNumbers numbers;
    private final Consumer<MachineStatus> statuses;
    private final Consumer<List<String>> introductions;

    UnitContext(
            String machine,
            Scheduler scheduler,
            DispatchStore store,
            TaskNumbers numbers,
            Consumer<MachineStatus> statuses,
            Consumer<List<String>> introductions) {
        this.machine = machine;
        this.scheduler = scheduler;
        this.store = store;
        this.numbers = numbers;
        this.statuses = statuses;
        this.introductions = introductions;
    }

    @Override
    public String machineId() {
        return machine;
    }

    @Override
    public void report(MachineStatus status) {
        statuses.accept(status);
    }

    @Override
    public void introduce(List<String> sentences) {
        introductions.accept(
                sentences.stream().limit(MAX_SENTENCES).map(SafeText::line).toList());
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public Optional<String> recall(String key) {
        try {
            return store.recall(machine, checked(key));
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void remember(String key, String value) {
        if (value.length() > MAX_VALUE_CHARS) {
            throw new IllegalArgumentException("a value of at most " + MAX_VALUE_CHARS + " characters can be kept");
        }
        try {
            store.remember(machine, checked(key), value);
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String checked(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("a key has 1 to 32 small letters, digits and dashes");
        }
        return key;
    }

    @Override
    public int nextNumber() {
        try {
            return numbers.next();
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers that never come twice, taken from the record a block at a time. Any thread. */
    static final class TaskNumbers {

        private static final int BLOCK = 64;

        private final DispatchStore store;
        private final Clock clock;
        private PrimitiveIterator.OfInt block = IntStream.empty().iterator();

        TaskNumbers(DispatchStore store, Clock clock) {
            this.store = store;
            this.clock = clock;
        }

        synchronized int next() throws StoreException {
            if (!block.hasNext()) {
                int first = store.takeNumbers(BLOCK, clock.instant());
                block = IntStream.range(first, first + BLOCK).iterator();
            }
            return block.nextInt();
        }
    }
}
