package org.printfarm.host.notify;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.config.NotificationKind;
import org.printfarm.host.job.store.StepFeed;
import org.printfarm.host.job.store.StepFeed.Step;
import org.printfarm.host.job.store.StepFeed.Stop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then at what became of jobs and machines since, and tells it. What was before its first look is not told. */
public final class Notifier implements AutoCloseable {

    /** Between two looks. */
    static final Duration PERIOD = Duration.ofSeconds(2);

    private static final String DELIVERED = "delivered";
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    private final StepFeed feed;
    private final Clock clock;
    private final Consumer<Notification> told;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "notifier");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> gated = new HashSet<>();
    private final Map<String, String> paused = new HashMap<>();
    private long seen;

    /** Takes what is there now as known. */
    Notifier(StepFeed feed, Clock clock, Consumer<Notification> told) throws IOException {
        this.feed = feed;
        this.clock = clock;
        this.told = told;
        this.seen = feed.last();
        stops(stop -> {});
    }

    /**
     * A notifier that looks from now on, on a thread of its own, for it waits for the disk, and tells the targets.
     *
     * @param isOwn whether this host, and no other one, tells of a machine, by its id
     */
    public static Notifier start(StepFeed feed, NotificationTargets targets, Predicate<String> isOwn)
            throws IOException {
        Notifier notifier = new Notifier(feed, Clock.systemUTC(), told -> {
            if (isOwn.test(told.machine())) {
                targets.tell(told);
            }
        });
        var unused = notifier.looks.scheduleWithFixedDelay(
                notifier::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return notifier;
    }

    /** Looks once. On one thread at a time. */
    void look() {
        try {
            List<Step> steps = feed.after(seen);
            for (Step step : steps) {
                seen = step.number();
                kind(step)
                        .ifPresent(kind -> told.accept(new Notification(
                                kind,
                                step.at(),
                                step.machine(),
                                step.printer(),
                                step.job(),
                                step.file(),
                                step.reason().orElse(null))));
            }
            stops(told);
        } catch (IOException | RuntimeException e) {
            LOG.error("notifications=stuck reason=STORAGE", e);
        }
    }

    /** Looks no more. At once. */
    @Override
    public void close() {
        looks.shutdownNow();
    }

    /** A file that only had to be brought somewhere is no print. */
    private static Optional<NotificationKind> kind(Step step) {
        return switch (step.state()) {
            case DONE ->
                step.reason().filter(DELIVERED::equals).isPresent()
                        ? Optional.empty()
                        : Optional.of(NotificationKind.FINISHED);
            case FAILED -> Optional.of(NotificationKind.FAILED);
            case PAUSED -> Optional.of(NotificationKind.PAUSED);
            case HELD -> Optional.of(NotificationKind.HELD);
            default -> Optional.empty();
        };
    }

    private void stops(Consumer<Notification> consumer) throws IOException {
        for (Stop stop : feed.stops()) {
            if (stop.gate() ? gated.add(stop.machine()) : gated.remove(stop.machine())) {
                tellIf(stop.gate(), NotificationKind.PLATE_WAITS, stop.machine(), null, consumer);
            }
            String before = stop.paused().isPresent()
                    ? paused.put(stop.machine(), stop.paused().get())
                    : paused.remove(stop.machine());
            tellIf(
                    stop.paused().filter(reason -> !reason.equals(before)).isPresent(),
                    NotificationKind.MACHINE_TRIPPED,
                    stop.machine(),
                    stop.paused().orElse(null),
                    consumer);
        }
    }

    private void tellIf(
            boolean isSo,
            NotificationKind kind,
            String machine,
            @Nullable String reason,
            Consumer<Notification> consumer) {
        if (isSo) {
            consumer.accept(new Notification(kind, clock.instant(), machine, null, null, null, reason));
        }
    }
}
