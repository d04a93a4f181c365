package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Progress;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.config.PoolEntry.Hours;
import org.printfarm.host.config.PoolEntry.Start;
import org.printfarm.host.dispatch.match.Code;
import org.printfarm.host.dispatch.match.PoolChoice.Chosen;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;

/** When the prints of a pool begin, and what its queue owes. */
final class PoolRulesIT extends PoolStage {

    /** A clock whose hands a test moves. */
    private static final class Hands extends Clock {

        private volatile Instant now;

        private Hands(LocalTime time) {
            now = today(time);
        }

        private void set(LocalTime time) {
            now = today(time);
        }

        private static Instant today(LocalTime time) {
            return Instant.now()
                    .atZone(ZoneId.systemDefault())
                    .truncatedTo(ChronoUnit.DAYS)
                    .with(time)
                    .toInstant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.systemDefault();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private void bothHaveRed() {
        machine("left", "0.0 PLA FF0000");
        machine("right", "0.0 PLA FF0000");
    }

    private static PoolEntry starting(Start start) {
        return new PoolEntry(
                "p1", POOL.machines(), PoolEntry.Order.FIFO, Optional.empty(), POOL.match(), false, start, false);
    }

    @Test
    void noPrintBeginsBeforeItsTimeAfterTheLastOneHoweverEarlyItsFileWasSent() throws Exception {
        Duration every = Duration.ofSeconds(2);
        bothHaveRed();
        open(starting(new Start(Integer.MAX_VALUE, every, Optional.empty())));
        at("left").mayDeliver.drainPermits();
        at("right").mayDeliver.drainPermits();
        send(upload("one", "PLA FF0000"));
        send(upload("two", "PLA FF0000"));
        assertThat(at("left").delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(at("right").delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
        // Both files are there and no print has begun: one may.
        long released = System.nanoTime();
        at("left").mayDeliver.release();
        at("right").mayDeliver.release();
        started("left");
        started("right");
        assertThat(Duration.ofNanos(System.nanoTime() - released)).isGreaterThanOrEqualTo(every);
    }

    @Test
    void whoWaitsForThePauseBetweenTwoStartsIsToldSo() throws Exception {
        bothHaveRed();
        open(starting(new Start(Integer.MAX_VALUE, Duration.ofHours(1), Optional.empty())));
        send(upload("one", "PLA FF0000"));
        started("left");
        String two = upload("two", "PLA FF0000");
        send(two);
        assertThat(dispatcher.queues().why(two).code()).contains(Code.EVERY.name());
        assertThat(at("right").delivered).isEmpty();
    }

    @Test
    void printsBeginInTheHoursOfThePoolAndTheFirstMinuteIsOneOfThem() throws Exception {
        bothHaveRed();
        Hands hands = new Hands(LocalTime.of(6, 59, 59));
        clock = hands;
        open(starting(new Start(
                Integer.MAX_VALUE, Duration.ZERO, Optional.of(new Hours(LocalTime.of(7, 0), LocalTime.of(22, 0))))));
        String job = upload("one", "PLA FF0000");
        send(job);
        assertThat(dispatcher.queues().why(job).code()).contains(Code.HOURS.name());
        assertThat(at("left").delivered).isEmpty();
        hands.set(LocalTime.of(7, 0));
        // As each machine does all the time, so that nobody waits for the pool to look by itself.
        at("left").says(Activity.IDLE, NONE);
        assertThat(started("left").jobId()).isEqualTo(job);
        hands.set(LocalTime.of(22, 0));
        String late = upload("two", "PLA FF0000");
        send(late);
        assertThat(dispatcher.queues().why(late).code()).contains(Code.HOURS.name());
        assertThat(at("right").delivered).isEmpty();
    }

    @Test
    void aDryRunSaysWhereWaitingAndHeldJobsWouldGoAndMovesNothing() throws Exception {
        clock = new Hands(LocalTime.of(3, 0));
        open(starting(
                new Start(1, Duration.ofHours(1), Optional.of(new Hours(LocalTime.of(7, 0), LocalTime.of(22, 0))))));
        String red = upload("red", "PLA FF0000");
        String blue = upload("blue", "PLA 0000FF");
        String green = upload("green", "PLA 00FF00");
        for (String job : List.of(red, blue, green)) {
            send(job);
        }
        dispatcher.jobs().hold(blue);
        assertThat(dispatcher.queues().dryRun())
                .extracting(
                        Chosen::job, Chosen::machine, chosen -> chosen.plan().trays())
                .containsExactly(
                        tuple(red, "left", List.of(Optional.of(new TraySlot(0, 0)))),
                        tuple(blue, "right", List.of(Optional.of(new TraySlot(0, 1)))));
        assertThat(repository.find(red).orElseThrow().state()).isEqualTo(State.QUEUED);
        assertThat(repository.find(blue).orElseThrow().state()).isEqualTo(State.HELD);
        assertThat(at("left").delivered).isEmpty();
        assertThat(at("right").delivered).isEmpty();
    }

    @Test
    void aStartIsToldWhereTheOnlyMachineThatFitsSaysWhenItIsFreeAndNowhereElse() throws Exception {
        gate = false;
        open(POOL);
        send(upload("one", "PLA FF0000"));
        PrintOrder order = started("left");
        at("left").says(Activity.PRINTING, OptionalInt.of(order.taskId()));
        awaitState(order.jobId(), State.PRINTING);
        String next = upload("two", "PLA FF0000");
        send(next);
        send(upload("three", "PLA FF0000"));
        assertThat(starts()).as("no time left was told").containsExactly(Optional.empty(), Optional.empty());
        at("left").progress = new Progress(50, 10, 20, OptionalInt.of(30));
        at("left").says(Activity.PRINTING, OptionalInt.of(order.taskId()));
        await().untilAsserted(() -> assertThat(starts().get(0)).isPresent());
        assertThat(starts().get(0).orElseThrow())
                .isBetween(Instant.now().plusSeconds(29 * 60), Instant.now().plusSeconds(30 * 60));
        assertThat(starts().get(1)).as("behind another").isEmpty();
        String byHand = upload("by-hand", "PLA FF0000");
        dispatcher.jobs().send(byHand, Optional.of("left"), false);
        assertThat(starts()).as("another is before them at the machine").containsOnly(Optional.empty());
        dispatcher.jobs().cancel(byHand);
        assertThat(starts().get(0)).isPresent();
        dispatcher.pause("left", Optional.of("new nozzle"));
        assertThat(starts()).as("a person decides when it goes on").containsOnly(Optional.empty());
    }

    private List<Optional<Instant>> starts() throws DispatchException {
        return dispatcher.queues().list(Optional.of("p1")).stream()
                .map(QueuePlace::start)
                .toList();
    }

    @Test
    void aCopyThatFailsThreeTimesAsksForAPersonAndIsOwedUntilItIsPrinted() throws Exception {
        open(POOL);
        dispatcher.pause("left", Optional.of("later"));
        String one = upload("one", "PLA FF0000");
        send(one);
        String copy = dispatcher.queues().changes().copies(one, "2").get(0).id();
        dispatcher.pause("left", Optional.empty());
        for (int failed = 0; repository.find(one).orElseThrow().state() != State.FAILED; failed++) {
            assertThat(failed).isLessThan(6);
            PrintOrder order = started("left");
            at("left").says(Activity.PRINTING, OptionalInt.of(order.taskId()));
            awaitState(order.jobId(), State.PRINTING);
            at("left").says(Activity.FAILED, OptionalInt.of(order.taskId()));
            await().until(() -> dispatcher.machines().get(0).gate());
            dispatcher.clear("left");
        }
        assertThat(repository.queues().owed(one)).isEqualTo(2);
        dispatcher.jobs().retry(one);
        for (int print = 0; print < 2; print++) {
            finish("left", started("left"));
        }
        await().untilAsserted(() ->
                assertThat(repository.find(copy).orElseThrow().state()).isEqualTo(State.DONE));
        assertThat(repository.queues().owed(one)).isZero();
    }

    @Test
    void furtherPlatesArePrintedByExplicitWordEachFromTheTrayThatItNeeds() throws Exception {
        open(POOL);
        String job = store("two", sliced("two", "C12", 600, List.of(List.of("PLA FF0000"), List.of("PLA 0000FF"))));
        send(job);
        PrintOrder first = started("left");
        assertThat(first.plate()).isEqualTo(1);
        assertThat(at("right").delivered).as("nobody asked for the other plate").isEmpty();
        QueueChanges changes = dispatcher.queues().changes();
        assertThatThrownBy(() -> changes.plates(job, "3")).hasMessageContaining("its file has [1, 2]");
        List<Job> added = changes.plates(job, "all");
        PrintOrder second = started("right");
        assertThat(added).extracting(Job::id).containsExactly(second.jobId());
        assertThat(second.plate()).isEqualTo(2);
    }

    @Test
    void whoNamesNeitherAMachineNorAPoolIsToldOfBoth() throws Exception {
        open(POOL);
        String job = upload("red", "PLA FF0000");
        assertThatThrownBy(() -> dispatcher.jobs().send(job, Optional.of("nowhere"), false))
                .hasMessage("there is no machine or pool nowhere; there are left, right, p1");
        assertThatThrownBy(() -> dispatcher.queues().list(Optional.of("nowhere")))
                .hasMessageContainingAll("left", "right", "p1");
    }
}
