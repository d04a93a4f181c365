package org.printfarm.host.dispatch;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.printfarm.api.Registration;
import org.printfarm.host.config.PoolEntry.Start;
import org.printfarm.host.dispatch.match.Code;
import org.printfarm.host.dispatch.match.StartRule;

/** When the prints of one pool may begin: asked when a job is given to a machine, and again right before its start. */
final class PoolStarts {

    /** How soon the pool looks again when hours or other machines are waited for. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Start start;
    private final UnitParts parts;
    private final Runnable look;
    private OptionalLong lastChosen = OptionalLong.empty();
    private OptionalLong lastStarted = OptionalLong.empty();
    private boolean looksAgain;

    PoolStarts(Start start, UnitParts parts, Runnable look) {
        this.start = start;
        this.parts = parts;
        this.look = look;
    }

    /** How many jobs may be given to machines now. */
    StartRule rule(Collection<PoolMember> units) {
        return rule(count(units, PoolMember::isBeginning), since(lastChosen));
    }

    /** How long a job that lies on its machine has to wait; empty when it may begin, and then counts as begun. */
    Optional<Duration> pause(Collection<PoolMember> units) {
        StartRule rule = rule(count(units, PoolMember::isHeating), since(lastStarted));
        if (rule.waits().isEmpty()) {
            lastStarted = OptionalLong.of(System.nanoTime());
            return Optional.empty();
        }
        return Optional.of(rule.waits().get().code() == Code.EVERY ? rest(since(lastStarted)) : AGAIN);
    }

    private StartRule rule(int begun, Optional<Duration> since) {
        return StartRule.of(
                start, begun, since, LocalTime.ofInstant(parts.clock().instant(), ZoneId.systemDefault()));
    }

    private static int count(Collection<PoolMember> units, Predicate<PoolMember> which) {
        return (int) units.stream().filter(which).count();
    }

    private static Optional<Duration> since(OptionalLong moment) {
        return moment.isPresent()
                ? Optional.of(Duration.ofNanos(System.nanoTime() - moment.getAsLong()))
                : Optional.empty();
    }

    private Duration rest(Optional<Duration> since) {
        Duration left = since.map(start.every()::minus).orElse(Duration.ZERO);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** A job was given to a machine. */
    void chosen() {
        lastChosen = OptionalLong.of(System.nanoTime());
    }

    /** Looks again when the rule may say something else. */
    void lookAgain() {
        if (!looksAgain) {
            looksAgain = true;
            Duration left = rest(since(lastChosen));
            Duration due = left.isZero() || left.compareTo(AGAIN) > 0 ? AGAIN : left;
            Registration unused = parts.scheduler()
                    .after(
                            due,
                            () -> parts.threads().decide(() -> {
                                looksAgain = false;
                                look.run();
                            }));
        }
    }
}
