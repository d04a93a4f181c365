package org.printfarm.host.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;

/** A timer and a clock that the test moves by hand. */
final class HandScheduler extends Clock implements Scheduler {

    private final List<Timed> tasks = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    private record Timed(Instant due, Optional<Duration> period, Runnable task) {}

    /** Lets time pass, and runs on this thread what is due in it. */
    void pass(Duration time) {
        Instant end = instant().plus(time);
        Optional<Timed> next = next(end);
        while (next.isPresent()) {
            next.get().task().run();
            next = next(end);
        }
        set(end);
    }

    private synchronized void set(Instant instant) {
        now = instant;
    }

    private synchronized Optional<Timed> next(Instant end) {
        Optional<Timed> next =
                tasks.stream().filter(timed -> !timed.due().isAfter(end)).min(Comparator.comparing(Timed::due));
        next.ifPresent(timed -> {
            tasks.remove(timed);
            now = timed.due();
            timed.period().ifPresent(period -> tasks.add(new Timed(now.plus(period), timed.period(), timed.task())));
        });
        return next;
    }

    @Override
    public synchronized Registration after(Duration delay, Runnable task) {
        return add(new Timed(now.plus(delay), Optional.empty(), task));
    }

    @Override
    public synchronized Registration every(Duration delay, Duration period, Runnable task) {
        return add(new Timed(now.plus(delay), Optional.of(period), task));
    }

    private Registration add(Timed timed) {
        tasks.add(timed);
        return () -> {
            synchronized (this) {
                tasks.removeIf(other -> other.task() == timed.task());
            }
        };
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
