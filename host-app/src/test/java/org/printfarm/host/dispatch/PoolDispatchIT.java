package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.job.store.Job.State;

/** From a queue to the machine of a pool that has the filament, and to no other. */
final class PoolDispatchIT extends PoolStage {

    private static List<Optional<TraySlot>> slots(int unit, int slot) {
        return List.of(Optional.of(new TraySlot(unit, slot)));
    }

    @Test
    void aJobGoesToTheMachineThatHasItsFilamentAndIsMappedForThatOne() throws Exception {
        open(POOL);
        String blue = upload("blue", "PLA 0000FF");
        String red = upload("red", "PLA FF0000");
        send(blue);
        send(red);
        PrintOrder right = started("right");
        assertThat(right.jobId()).isEqualTo(blue);
        assertThat(right.mapping()).isEqualTo(slots(0, 1));
        PrintOrder left = started("left");
        assertThat(left.jobId()).isEqualTo(red);
        assertThat(left.mapping()).isEqualTo(slots(0, 0));
        finish("left", left);
        assertThat(repository.find(red).orElseThrow().notes().machine()).contains("left");
        assertThat(at("left").started).isEmpty();
    }

    @Test
    void whatNoMachineHasWaitsUntilOneOfThemSaysThatItIsThere() throws Exception {
        open(POOL);
        String job = upload("green", "PLA 00FF00");
        send(job);
        assertThat(repository.find(job).orElseThrow().state()).isEqualTo(State.QUEUED);
        assertThat(repository.find(job).orElseThrow().notes().machine()).contains("p1");
        at("right").trays = List.of(tray("1.2 PLA 00FF00"));
        at("right").says(Activity.IDLE, NONE);
        assertThat(started("right").mapping()).isEqualTo(slots(1, 2));
    }

    @Test
    void aTrayThatIsChangedWhileTheFileIsSentSendsTheJobToAnotherMachine() throws Exception {
        machine("left", "0.0 PLA FF0000");
        machine("right", "0.3 PLA FF0000");
        open(POOL);
        at("left").mayDeliver.drainPermits();
        String job = upload("red", "PLA FF0000");
        send(job);
        assertThat(at("left").delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
        at("left").trays = List.of(tray("0.0 ASA FF0000"));
        at("left").says(Activity.IDLE, NONE);
        await().until(() -> dispatcher.machines().get(0).status().trays().equals(at("left").trays));
        at("left").mayDeliver.release(10);
        assertThat(started("right").mapping()).isEqualTo(slots(0, 3));
        assertThat(at("left").started).isEmpty();
    }

    @Test
    void aTrayThatIsMovedWhileTheFileIsSentIsMappedAnew() throws Exception {
        open(POOL);
        at("left").mayDeliver.drainPermits();
        String job = upload("red", "PLA FF0000");
        send(job);
        assertThat(at("left").delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
        at("left").trays = List.of(tray("0.0 ASA FF0000"), tray("0.2 PLA FF0000"));
        at("left").says(Activity.IDLE, NONE);
        await().until(() -> dispatcher.machines().get(0).status().trays().equals(at("left").trays));
        at("left").mayDeliver.release(10);
        assertThat(started("left").mapping()).isEqualTo(slots(0, 2));
    }

    @Test
    void theShortestIsPrintedFirstButForWhatIsUrgent() throws Exception {
        machine("left", "0.0 PLA FF0000");
        machine("right", "0.0 PETG FF0000");
        open(new PoolEntry(
                "p1",
                POOL.machines(),
                PoolEntry.Order.SHORTEST,
                Optional.empty(),
                POOL.match(),
                false,
                POOL.start(),
                false));
        dispatcher.pause("left", Optional.of("later"));
        String large = upload("large", "C12", 9_000, "PLA FF0000");
        String small = upload("small", "C12", 60, "PLA FF0000");
        String urgent = upload("urgent", "C12", 90_000, "PLA FF0000");
        for (String job : List.of(large, small, urgent)) {
            send(job);
        }
        repository.queues().prioritise(urgent, 5);
        dispatcher.pause("left", Optional.empty());
        for (String expected : List.of(urgent, small, large)) {
            PrintOrder order = started("left");
            assertThat(order.jobId()).isEqualTo(expected);
            finish("left", order);
        }
    }

    @Test
    void onlySoManyHeatUpAtOnce() throws Exception {
        machine("left", "0.0 PLA FF0000");
        machine("right", "0.0 PLA FF0000");
        open(new PoolEntry(
                "p1",
                POOL.machines(),
                PoolEntry.Order.FIFO,
                Optional.empty(),
                POOL.match(),
                false,
                new PoolEntry.Start(1, Duration.ZERO, Optional.empty()),
                false));
        send(upload("one", "PLA FF0000"));
        send(upload("two", "PLA FF0000"));
        PrintOrder first = started("left");
        at("left").says(Activity.PREPARING, OptionalInt.of(first.taskId()));
        awaitState(first.jobId(), State.PRINTING);
        assertThat(at("right").delivered).isEmpty();
        at("left").says(Activity.PRINTING, OptionalInt.of(first.taskId()));
        started("right");
    }

    @Test
    void aMachineThatSomethingHappenedToIsLeftOutUntilSomebodyLooked() throws Exception {
        machine("left", "0.0 PLA FF0000");
        machine("right", "0.0 PLA FF0000");
        open(new PoolEntry(
                "p1",
                POOL.machines(),
                PoolEntry.Order.FIFO,
                Optional.empty(),
                POOL.match(),
                false,
                POOL.start(),
                true));
        MachineFault fault = new MachineFault(MachineFault.Code.HARDWARE, "0300-0100", "the bed is cold");
        at("left").says(Activity.IDLE, NONE, fault);
        await().until(() -> dispatcher.machines().get(0).tripped().isPresent());
        at("left").says(Activity.IDLE, NONE);
        send(upload("one", "PLA FF0000"));
        PrintOrder order = started("right");
        String next = upload("two", "PLA FF0000");
        send(next);
        assertThat(repository.find(next).orElseThrow().state()).isEqualTo(State.QUEUED);
        dispatcher.arm("left");
        assertThat(started("left").jobId()).isEqualTo(next);
        assertThat(order.jobId()).isNotEqualTo(next);
    }

    @Test
    void whatAPersonSendsToAMachineHasToFitUnlessThatPersonSaysAnyway() throws Exception {
        open(POOL);
        String job = upload("green", "PLA 00FF00");
        send(job);
        dispatcher.jobs().hold(job);
        assertThatThrownBy(() -> dispatcher.jobs().send(job, Optional.of("left"), false))
                .hasMessageContaining("another colour")
                .hasMessageContaining("--anyway");
        dispatcher.jobs().send(job, Optional.of("left"), true);
        assertThat(started("left").mapping()).isEqualTo(slots(0, 0));
        assertThat(repository.dispatch().steps(job))
                .anySatisfy(step -> assertThat(step.reason().orElse("")).contains("anyway, although"));
    }

    @Test
    void whatWasNotStartedBeforeARestartWaitsInItsPoolAgain() throws Exception {
        open(POOL);
        at("left").mayDeliver.drainPermits();
        String job = upload("red", "PLA FF0000");
        send(job);
        assertThat(at("left").delivered.poll(20, TimeUnit.SECONDS)).isNotNull();
        repository.close();
        openRecord();
        machines.clear();
        machine("left", "0.0 PETG FF0000");
        machine("right", "0.0 PLA FF0000");
        open(POOL);
        assertThat(started("right").jobId()).isEqualTo(job);
    }

    @Test
    void theTraysOfAllAreShownAsOnesAndKeepTheirPlacesAcrossARestart() throws Exception {
        open(POOL);
        await().until(() -> !loaded.isEmpty()
                && loaded.get(loaded.size() - 1).get(1).colour().isPresent());
        List<Optional<String>> colours =
                loaded.get(loaded.size() - 1).stream().map(one -> one.colour()).toList();
        assertThat(colours.subList(0, 2)).containsExactlyInAnyOrder(Optional.of("FF0000"), Optional.of("0000FF"));
        dispatcher.close();
        loaded.clear();
        machines.clear();
        machine("left", "0.0 PLA 00FF00 GFL99");
        machine("right", "0.1 PLA 0000FF GFL99", "0.2 PLA FF0000 GFL99");
        open(POOL);
        await().until(() -> !loaded.isEmpty()
                && loaded.get(loaded.size() - 1).get(2).colour().isPresent());
        assertThat(loaded.get(loaded.size() - 1).stream()
                        .map(one -> one.colour())
                        .toList())
                .startsWith(colours.get(0), colours.get(1), Optional.of("00FF00"));
    }
}
