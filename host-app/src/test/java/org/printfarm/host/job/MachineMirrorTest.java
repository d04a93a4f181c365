package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.driver.MachineStatus.Temperatures;
import org.printfarm.api.job.MachineReadings;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.host.job.MachineMirror.Seen;
import org.printfarm.host.job.PrintOutcome.Served;

/** What a printer shows of its machine. */
final class MachineMirrorTest {

    private static final PrintProgress HALF = new PrintProgress(50, 5, 10, Duration.ofMinutes(7));

    private static final MachineReadings COLD = new MachineReadings(Temperatures.UNKNOWN, List.of(), List.of());

    @TempDir
    private Path folder;

    private static PrintRequest request(String name) {
        return new PrintRequest(
                List.of(name),
                false,
                name,
                name,
                OptionalInt.of(1),
                Optional.empty(),
                Map.of(),
                "{}",
                InetAddress.getLoopbackAddress());
    }

    private static Served served(PrintRequest request, String job) {
        return new Served(request, job, Duration.ofMinutes(10), 10);
    }

    private static Seen seen(PrintPhase phase, PrintProgress progress, String job, String... queued) {
        return new Seen(phase, "title", progress, COLD, Optional.of(job).filter(id -> !id.isEmpty()), List.of(queued));
    }

    @Test
    void whatTheMachineTellsIsShownUntilItIsForgotten() {
        PrintStatusPublisher publisher = new PrintStatusPublisher("bay-1", new FreeSpace(folder));
        MachineMirror mirror = new MachineMirror(publisher);
        List<PrintStatus> told = new ArrayList<>();
        publisher.onChange(told::add);
        mirror.saw(seen(PrintPhase.IDLE, PrintProgress.NONE, ""));
        mirror.saw(seen(PrintPhase.IDLE, PrintProgress.NONE, ""));
        publisher.deliver();
        assertThat(told).as("once").hasSize(1);
        assertThat(publisher.current().machine()).contains(COLD);
        mirror.forget();
        assertThat(publisher.current().machine()).isEmpty();
    }

    @Test
    void aPrintIsShownAsTheMachineDoesItAndTheNextOneWaits() {
        PrintStatusPublisher publisher = new PrintStatusPublisher("bay-1", new FreeSpace(folder));
        MachineMirror mirror = new MachineMirror(publisher);
        PrintRequest first = request("first");
        PrintRequest second = request("second");
        mirror.saw(seen(PrintPhase.FINISH, PrintProgress.NONE, ""));
        assertThat(publisher.shown().phase())
                .as("what ended before is nothing to show")
                .isEqualTo(PrintPhase.IDLE);
        mirror.served(served(first, "1"));
        assertThat(publisher.shown().is(PrintPhase.PREPARE, first)).isTrue();
        assertThat(mirror.waitingJob()).as("what a stop means").contains("1");
        mirror.saw(seen(PrintPhase.FINISH, PrintProgress.NONE, "1"));
        assertThat(publisher.shown().is(PrintPhase.PREPARE, first))
                .as("it is sent")
                .isTrue();
        mirror.saw(seen(PrintPhase.RUNNING, HALF, "1"));
        assertThat(publisher.shown().is(PrintPhase.RUNNING, first)).isTrue();
        assertThat(publisher.shown().progress()).isEqualTo(HALF);
        assertThat(mirror.waitingJob()).as("a stop is the machine's").isEmpty();
        assertThat(mirror.takeSeen(second)).isEmpty();
        assertThat(mirror.takeSeen(first)).contains("1");
        assertThat(mirror.takeSeen(first)).as("once").isEmpty();

        mirror.served(served(second, "2"));
        assertThat(publisher.shown().is(PrintPhase.RUNNING, first))
                .as("it goes on")
                .isTrue();
        mirror.saw(seen(PrintPhase.PAUSE, HALF, "1", "2"));
        assertThat(publisher.shown().is(PrintPhase.PAUSE, first)).isTrue();
        mirror.saw(seen(PrintPhase.FINISH, HALF, "", "2"));
        assertThat(publisher.shown().is(PrintPhase.PREPARE, second))
                .as("it waits for the plate")
                .isTrue();
        mirror.saw(seen(PrintPhase.RUNNING, HALF, "2"));
        mirror.saw(seen(PrintPhase.FAILED, PrintProgress.NONE, ""));
        assertThat(publisher.shown().is(PrintPhase.FAILED, second)).isTrue();
        assertThat(publisher.current().failure()).contains(PrintFailure.MACHINE);
    }

    @Test
    void aPrintOfSomebodyElsesIsShownByItsTitle() {
        PrintStatusPublisher publisher = new PrintStatusPublisher("bay-1", new FreeSpace(folder));
        MachineMirror mirror = new MachineMirror(publisher);
        mirror.saw(seen(PrintPhase.RUNNING, HALF, ""));
        assertThat(publisher.shown().phase()).isEqualTo(PrintPhase.RUNNING);
        assertThat(publisher.shown().request().orElseThrow().subtask()).isEqualTo("title");
        assertThat(mirror.takeSeen(request("title"))).isEmpty();
        mirror.saw(seen(PrintPhase.FINISH, HALF, ""));
        assertThat(publisher.shown().phase()).isEqualTo(PrintPhase.FINISH);
    }

    @Test
    void aJobThatIsHeldIsShownNoLongerWhileOthersWaitForTheSameMachine() {
        PrintStatusPublisher publisher = new PrintStatusPublisher("bay-2", new FreeSpace(folder));
        MachineMirror mirror = new MachineMirror(publisher);
        PrintRequest second = request("second");
        mirror.served(served(second, "2"));
        mirror.saw(seen(PrintPhase.FINISH, PrintProgress.NONE, "", "1", "2"));
        assertThat(publisher.shown().is(PrintPhase.PREPARE, second)).isTrue();
        mirror.saw(seen(PrintPhase.FINISH, PrintProgress.NONE, "", "1"));
        assertThat(publisher.shown().phase()).isEqualTo(PrintPhase.IDLE);
    }

    @Test
    void aRequestWhoseJobIsHeldIsShownNoLonger() {
        PrintStatusPublisher publisher = new PrintStatusPublisher("bay-1", new FreeSpace(folder));
        MachineMirror mirror = new MachineMirror(publisher);
        mirror.served(served(request("first"), "1"));
        mirror.saw(seen(PrintPhase.IDLE, PrintProgress.NONE, ""));
        assertThat(publisher.shown().phase()).isEqualTo(PrintPhase.IDLE);
    }
}
