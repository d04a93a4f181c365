package org.printfarm.host.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Registration;

final class SharedSchedulerTest {

    private static final Duration FAR = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Duration TICK = Duration.ofMillis(1);

    private final SharedScheduler scheduler = new SharedScheduler();

    @AfterEach
    void stop() {
        scheduler.close();
    }

    @Test
    void aTaskRunsOnADaemonOfTwo() throws InterruptedException {
        Set<String> names = Collections.synchronizedSet(new HashSet<>());
        CountDownLatch runs = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            scheduler.after(Duration.ZERO, () -> {
                if (Thread.currentThread().isDaemon()) {
                    names.add(Thread.currentThread().getName());
                }
                runs.countDown();
            });
        }
        await(runs);
        assertThat(names).isSubsetOf("timer-1", "timer-2").isNotEmpty();
    }

    @Test
    void aRepeatedTaskGoesOnWhateverItThrows() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(5);
        scheduler.every(Duration.ZERO, TICK, () -> {
            runs.countDown();
            throw new LinkageError("for the test");
        });
        await(runs);
    }

    @Test
    void runsOfOneTaskNeverOverlap() throws InterruptedException {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch runs = new CountDownLatch(50);
        scheduler.every(Duration.ZERO, TICK, () -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            long end = System.nanoTime() + Duration.ofMillis(2).toNanos();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            atOnce.decrementAndGet();
            runs.countDown();
        });
        await(runs);
        assertThat(most).hasValue(1);
    }

    @Test
    void aCancelledTaskDoesNotRunAndMayBeCancelledTwice() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        Registration far = scheduler.after(FAR, runs::incrementAndGet);
        Registration repeated = scheduler.every(FAR, TICK, runs::incrementAndGet);
        far.close();
        far.close();
        repeated.close();
        CountDownLatch other = new CountDownLatch(1);
        scheduler.after(Duration.ZERO, other::countDown);
        await(other);
        assertThat(runs).hasValue(0);
    }

    @Test
    void afterCloseNothingRunsAndNothingIsThrown() {
        AtomicInteger runs = new AtomicInteger();
        Registration before = scheduler.after(FAR, runs::incrementAndGet);
        scheduler.close();
        scheduler.close();
        before.close();
        scheduler.after(Duration.ZERO, runs::incrementAndGet).close();
        scheduler.every(Duration.ZERO, TICK, runs::incrementAndGet).close();
        assertThat(runs).hasValue(0);
    }

    @Test
    void tasksThatHangKeepNobodyWaiting() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(20);
        try (SharedScheduler impatient = new SharedScheduler(Duration.ofMillis(50))) {
            for (int i = 0; i < 2 * SharedScheduler.THREADS; i++) {
                impatient.after(Duration.ZERO, () -> hang(never));
            }
            impatient.every(Duration.ZERO, TICK, others::countDown);
            await(others);
        } finally {
            never.countDown();
        }
    }

    private static void hang(CountDownLatch never) {
        try {
            await(never);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts timers", e);
        }
    }

    @Test
    void impossibleTimesAreRefused() {
        assertThatThrownBy(() -> scheduler.after(TICK.negated(), () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scheduler.every(TICK, Duration.ZERO, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
