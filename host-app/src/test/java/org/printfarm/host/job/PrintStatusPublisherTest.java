package org.printfarm.host.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Registration;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;

/** Listeners hear every change, in order and once. */
final class PrintStatusPublisherTest {

    private final PrintStatusPublisher publisher = new PrintStatusPublisher("bay-1", new FreeSpace(Path.of("")));
    private final List<PrintPhase> heard = new ArrayList<>();

    @Test
    void everyChangeIsToldInOrderAndOnce() {
        publisher.onChange(status -> heard.add(status.phase()));
        show(PrintPhase.PREPARE);
        show(PrintPhase.FINISH);
        publisher.deliver();
        publisher.deliver();
        assertThat(heard).containsExactly(PrintPhase.PREPARE, PrintPhase.FINISH);
        assertThat(publisher.current().phase()).isEqualTo(PrintPhase.FINISH);
    }

    @Test
    void aListenerHearsOnlyWhatChangedWhileItWasThere() {
        show(PrintPhase.PREPARE);
        Registration registration = publisher.onChange(status -> heard.add(status.phase()));
        show(PrintPhase.FINISH);
        publisher.deliver();
        show(PrintPhase.FAILED);
        registration.close();
        registration.close();
        publisher.deliver();
        assertThat(heard).containsExactly(PrintPhase.FINISH);
    }

    @Test
    void aListenerThatThrowsKeepsNobodyElseFromHearing() {
        publisher.onChange(status -> {
            throw new IllegalStateException("as told");
        });
        publisher.onChange(status -> {
            throw new AssertionError("as told");
        });
        publisher.onChange(status -> heard.add(status.phase()));
        show(PrintPhase.PREPARE);
        publisher.deliver();
        assertThat(heard).containsExactly(PrintPhase.PREPARE);
    }

    @Test
    void aListenerThatChangesSomethingIsNotToldWithinItself() {
        publisher.onChange(status -> {
            heard.add(status.phase());
            if (status.phase() == PrintPhase.PREPARE) {
                show(PrintPhase.FINISH);
                publisher.deliver();
                assertThat(heard).containsExactly(PrintPhase.PREPARE);
            }
        });
        show(PrintPhase.PREPARE);
        publisher.deliver();
        assertThat(heard).containsExactly(PrintPhase.PREPARE, PrintPhase.FINISH);
    }

    private void show(PrintPhase phase) {
        publisher.show(new PrintStatusPublisher.Shown(phase, Optional.empty(), PrintProgress.NONE, Optional.empty()));
    }
}
