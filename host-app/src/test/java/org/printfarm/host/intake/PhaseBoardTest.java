package org.printfarm.host.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Registration;
import org.printfarm.api.job.PrintPhase;

/** Listeners hear every change, in order and once. */
final class PhaseBoardTest {

    private final PhaseBoard board = new PhaseBoard("bay-1", new StorageRoom(Path.of("")));
    private final List<PrintPhase> heard = new ArrayList<>();

    @Test
    void everyChangeIsToldInOrderAndOnce() {
        board.onChange(status -> heard.add(status.phase()));
        show(PrintPhase.PREPARE);
        show(PrintPhase.FINISH);
        board.deliver();
        board.deliver();
        assertThat(heard).containsExactly(PrintPhase.PREPARE, PrintPhase.FINISH);
        assertThat(board.current().phase()).isEqualTo(PrintPhase.FINISH);
    }

    @Test
    void aListenerHearsOnlyWhatChangedWhileItWasThere() {
        show(PrintPhase.PREPARE);
        Registration registration = board.onChange(status -> heard.add(status.phase()));
        show(PrintPhase.FINISH);
        board.deliver();
        show(PrintPhase.FAILED);
        registration.close();
        registration.close();
        board.deliver();
        assertThat(heard).containsExactly(PrintPhase.FINISH);
    }

    @Test
    void aListenerThatThrowsKeepsNobodyElseFromHearing() {
        board.onChange(status -> {
            throw new IllegalStateException("as told");
        });
        board.onChange(status -> {
            throw new AssertionError("as told");
        });
        board.onChange(status -> heard.add(status.phase()));
        show(PrintPhase.PREPARE);
        board.deliver();
        assertThat(heard).containsExactly(PrintPhase.PREPARE);
    }

    @Test
    void aListenerThatChangesSomethingIsNotToldWithinItself() {
        board.onChange(status -> {
            heard.add(status.phase());
            if (status.phase() == PrintPhase.PREPARE) {
                show(PrintPhase.FINISH);
                board.deliver();
                assertThat(heard).containsExactly(PrintPhase.PREPARE);
            }
        });
        show(PrintPhase.PREPARE);
        board.deliver();
        assertThat(heard).containsExactly(PrintPhase.PREPARE, PrintPhase.FINISH);
    }

    private void show(PrintPhase phase) {
        board.show(phase, Optional.empty());
    }
}
