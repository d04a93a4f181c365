package org.printfarm.mqtt.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.DrivenState;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.mqtt.message.StatusText;
import org.printfarm.mqtt.model.StatusReport;

class StatusFeedTest {

    private static final long TOTAL = 32L << 30;

    private final Printer printer = TestPrinters.next();
    private final DrivenState state = new DrivenState();
    private final List<PrintStatus> written = new ArrayList<>();
    private final StatusFeed board = new StatusFeed(state, status -> {
        written.add(status);
        return StatusText.of(StatusReport.of(printer, status));
    });

    @Test
    void anotherRoomLeftIsShownWithoutWritingTheStatusAnew() {
        state.become(status(PrintPhase.IDLE, 5_000_000_000L, TOTAL));
        assertThat(push()).contains("\"free\": 5000000000,", "\"sequence_id\": \"1\"");

        state.become(status(PrintPhase.IDLE, 4_999_999_000L, TOTAL));
        assertThat(push()).contains("\"free\": 4999999000,", "\"sequence_id\": \"2\"");

        assertThat(written).hasSize(1);
    }

    @Test
    void anotherPhaseOrAnotherDiskIsWrittenAnew() {
        state.become(status(PrintPhase.IDLE, 5, TOTAL));
        push();

        state.become(status(PrintPhase.FAILED, 5, TOTAL));
        assertThat(push()).contains("\"gcode_state\": \"FAILED\"");

        state.become(status(PrintPhase.FAILED, 5, 2 * TOTAL));
        assertThat(push()).contains("\"total\": " + 2 * TOTAL);
        assertThat(written).hasSize(3);
    }

    private String push() {
        return new String(board.now(), StandardCharsets.UTF_8);
    }

    private static PrintStatus status(PrintPhase phase, long free, long total) {
        return new PrintStatus(phase, Optional.empty(), free, total);
    }
}
