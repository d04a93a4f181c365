package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.MachineStatus.FittedNozzle;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.dispatch.match.MachineMatch;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;

/** What is said of a job that waits is why it waits. */
final class WhyIT extends PoolStage {

    /** What may be the matter; the name of each is the code that is to be told. */
    enum Situation {
        MATERIAL("0.0 PETG FF0000"),
        COLOUR("0.0 PLA 0000FF"),
        COLOUR_UNKNOWN("0.0 PLA -"),
        MODEL("0.0 PLA FF0000"),
        NOZZLE("0.0 PLA FF0000"),
        NOZZLE_UNKNOWN("0.0 PLA FF0000"),
        PAUSED("0.0 PLA FF0000"),
        PLATE("0.0 PLA FF0000"),
        OFFLINE("0.0 PLA FF0000"),
        SILENT("0.0 PLA FF0000"),
        FOREIGN_PRINT("0.0 PLA FF0000"),
        HAS_JOB("0.0 PLA FF0000"),
        TRIPPED("0.0 PLA FF0000"),
        TRAYS_UNKNOWN,
        HOURS("0.0 PLA FF0000");

        private final String[] trays;

        Situation(String... trays) {
            this.trays = trays;
        }
    }

    /** Left alone, left out when something happens, and, for one case, at hours that are not now. */
    private static PoolEntry pool(Situation what) {
        LocalTime later = LocalTime.now(ZoneId.systemDefault()).plusHours(2);
        Optional<PoolEntry.Hours> hours = what == Situation.HOURS
                ? Optional.of(new PoolEntry.Hours(later, later.plusHours(1)))
                : Optional.empty();
        return new PoolEntry(
                "p1",
                List.of("left"),
                PoolEntry.Order.FIFO,
                Optional.empty(),
                POOL.match(),
                false,
                new PoolEntry.Start(Integer.MAX_VALUE, Duration.ZERO, hours),
                what == Situation.TRIPPED);
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    void theReasonIsTheTrueOne(Situation what) throws Exception {
        ScriptedMachine left = machine("left", what.trays);
        if (what == Situation.NOZZLE) {
            left.nozzles = List.of(new FittedNozzle("0.6", Optional.empty()));
        } else if (what == Situation.NOZZLE_UNKNOWN) {
            left.nozzles = List.of();
        }
        open(pool(what));
        before(what, left);
        String job = upload("red", what == Situation.MODEL ? "N2S" : "C12", 60, "PLA FF0000");
        send(job);
        after(what, left);
        await().untilAsserted(() -> {
            WhyReport why = dispatcher.queues().why(job);
            assertThat(why.code()).as(why.text()).contains(what.name());
            assertThat(why.job().state()).isEqualTo(State.QUEUED);
            assertThat(why.machines()).hasSize(1);
        });
        assertThat(left.delivered.stream().map(order -> order.jobId())).doesNotContain(job);
    }

    private void before(Situation what, ScriptedMachine left) throws Exception {
        switch (what) {
            case PAUSED -> dispatcher.pause("left", Optional.of("new nozzle"));
            case PLATE -> {
                left.says(Activity.PRINTING, OptionalInt.of(9));
                await().until(() -> dispatcher.machines().get(0).gate());
                left.says(Activity.FINISHED, OptionalInt.of(9));
            }
            case OFFLINE -> left.says(Connection.OFFLINE, Activity.UNKNOWN, NONE);
            case SILENT -> left.says(Connection.UNKNOWN, Activity.UNKNOWN, NONE);
            case FOREIGN_PRINT -> left.says(Activity.PRINTING, OptionalInt.of(9));
            case HAS_JOB -> {
                send(upload("first", "PLA FF0000"));
                started("left");
            }
            case TRIPPED -> {
                left.says(Activity.IDLE, NONE, new MachineFault(MachineFault.Code.HARDWARE, "0300-0100", "cold"));
                await().until(() -> dispatcher.machines().get(0).tripped().isPresent());
            }
            default -> {}
        }
        if (what != Situation.HAS_JOB && what != Situation.TRIPPED && what != Situation.PAUSED) {
            await().until(() -> what != Situation.OFFLINE
                    || dispatcher.machines().get(0).status().connection() == Connection.OFFLINE);
            await().until(() -> what != Situation.SILENT
                    || dispatcher.machines().get(0).status().connection() == Connection.UNKNOWN);
            await().until(() -> what != Situation.FOREIGN_PRINT
                    || dispatcher.machines().get(0).status().activity() == Activity.PRINTING);
        }
    }

    private void after(Situation what, ScriptedMachine left) {
        if (what == Situation.TRIPPED) {
            left.says(Activity.IDLE, NONE);
        }
    }

    @Test
    void aJobThatIsHeldSaysSoAndWhatEachMachineWouldSay() throws Exception {
        open(POOL);
        String job = upload("red", "PLA 00FF00");
        send(job);
        dispatcher.jobs().hold(job);
        WhyReport why = dispatcher.queues().why(job);
        assertThat(why.text()).contains("held (p1): held by a person");
        assertThat(why.machines())
                .extracting(MachineMatch::answer)
                .containsOnly(MachineMatch.Answer.UNFIT)
                .hasSize(2);
        assertThat(why.machines().get(0).channels())
                .singleElement()
                .satisfies(channel -> assertThat(channel.finding().text()).contains("in another colour"));
    }

    @Test
    void theQueueIsListedMovedCopiedAndPrintedAgain() throws Exception {
        open(POOL);
        dispatcher.pause("left", Optional.of("later"));
        String one = upload("one", "PLA FF0000");
        String two = upload("two", "PLA FF0000");
        String three = upload("three", "PLA FF0000");
        for (String job : List.of(one, two, three)) {
            send(job);
        }
        QueueChanges changes = dispatcher.queues().changes();
        assertThat(order()).containsExactly(one, two, three);
        assertThat(changes.move(three, "1")).hasSize(1);
        assertThat(order()).containsExactly(three, one, two);
        assertThat(changes.move(three, "2")).hasSize(1);
        assertThat(order()).containsExactly(one, three, two);
        assertThat(changes.move(one, "99")).hasSize(1);
        assertThat(order()).containsExactly(three, two, one);
        assertThat(changes.priority(one, "5")).hasSize(1);
        assertThat(order()).containsExactly(one, three, two);
        List<Job> copies = changes.copies(one, "3");
        assertThat(order())
                .containsExactly(one, copies.get(0).id(), copies.get(1).id(), three, two);
        assertThat(dispatcher.queues().list(Optional.of("p1")).get(0).owed()).isEqualTo(3);
        assertThatThrownBy(() -> changes.priority(one, "101")).hasMessageContaining("-100 to 100");
        assertThatThrownBy(() -> changes.reprint(one, "1=ABS")).hasMessageContaining("cannot be ABS");
        assertThatThrownBy(() -> changes.reprint(one, "4=PLA")).hasMessageContaining("does not use filament 4");

        String blue = changes.reprint(one, "1=:0000FF").get(0).id();
        assertThat(started("right").jobId()).isEqualTo(blue);
        dispatcher.pause("left", Optional.empty());
        assertThat(started("left").jobId()).isEqualTo(one);
    }

    private List<String> order() throws DispatchException {
        return dispatcher.queues().list(Optional.of("p1")).stream()
                .map(place -> place.job().id())
                .toList();
    }

    @Test
    void aCopyThatFailsIsStillOwed() throws Exception {
        open(POOL);
        String one = upload("one", "PLA FF0000");
        dispatcher.pause("left", Optional.of("later"));
        send(one);
        String copy = dispatcher.queues().changes().copies(one, "2").get(0).id();
        dispatcher.pause("left", Optional.empty());
        var first = started("left");
        at("left").says(Activity.PRINTING, OptionalInt.of(first.taskId()));
        awaitState(one, State.PRINTING);
        at("left").says(Activity.FAILED, OptionalInt.of(first.taskId()));
        awaitState(one, State.QUEUED);
        assertThat(reason(one)).contains("still owed");
        dispatcher.clear("left");
        assertThat(started("left").jobId()).isIn(one, copy);
    }
}
