package org.printfarm.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.service.ServiceStatus;

/** Whoever watches hears of every change, and of a print that goes on now and then. */
final class ChangeFeedTest {

    private final AtomicLong now = new AtomicLong();
    private final EventBus bus = new EventBus();
    private final ChangeFeed feed = new ChangeFeed(bus, now::get);

    @Test
    void aMachineIsToldOfOnceForEachDifference() throws InterruptedException {
        feed.machine("left", status(Activity.IDLE, 0), "", 0);
        feed.machine("left", status(Activity.IDLE, 0), "", 0);
        feed.machine("left", status(Activity.PRINTING, 0), "7", 0);
        feed.machine("left", status(Activity.PRINTING, 0), "7", 1);

        assertThat(told()).containsExactly("MACHINE left IDLE", "MACHINE left PRINTING", "MACHINE left PRINTING");
    }

    @Test
    void twoHundredPrintsThatGoOnAreOneEventInFiveSeconds() throws InterruptedException {
        for (int percent = 0; percent < 3; percent++) {
            for (int machine = 0; machine < 200; machine++) {
                feed.machine("m-" + machine, status(Activity.PRINTING, percent), "", 0);
            }
        }
        assertThat(told()).hasSize(200 + 1).endsWith("PROGRESS  MOVED");
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        feed.machine("m-0", status(Activity.PRINTING, 4), "", 0);
        feed.machine("m-1", status(Activity.PRINTING, 4), "", 0);
        assertThat(told()).hasSize(200 + 2);
    }

    @Test
    void subscribersThatLogAndCountAreNotCalled() throws InterruptedException {
        bus.subscribe(event -> {
            throw new AssertionError(event.toString());
        });
        feed.service("bay-1", new ServiceStatus.Stopped());
        feed.job("bay-1", "7", "held");
        feed.changed();

        assertThat(told()).containsExactly("SERVICE  STOPPED", "JOB 7 HELD", "CHANGED  DONE");
    }

    private List<String> told() throws InterruptedException {
        return bus.readAfter(0).next(Duration.ZERO).events().stream()
                .map(FarmChange.class::cast)
                .map(change -> change.kind() + " " + change.subject() + " " + change.code())
                .toList();
    }

    private static MachineStatus status(Activity activity, int percent) {
        return new MachineStatus(
                MachineStatus.Connection.ONLINE,
                activity,
                OptionalInt.empty(),
                Optional.empty(),
                new MachineStatus.Progress(percent, 0, 0, OptionalInt.empty()),
                MachineStatus.Temperatures.UNKNOWN,
                List.of(),
                List.of(),
                OptionalLong.empty(),
                List.of(),
                Set.of());
    }
}
