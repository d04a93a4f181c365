package org.printfarm.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.printfarm.api.job.IntakeException.Reason;

class TransferFaultTest {

    @Test
    void everyReasonOfTheIntakeHasTheReplyItsJavadocNames() {
        Map<Reason, Integer> expected = Map.of(
                Reason.DISK_FULL, 452,
                Reason.TOO_LARGE, 552,
                Reason.NOT_WHOLE, 426,
                Reason.NOT_ALLOWED, 550,
                Reason.BAD_NAME, 553,
                Reason.BUSY, 450,
                Reason.NOT_FOUND, 550,
                Reason.STORAGE, 451,
                Reason.DATABASE_AWAY, 451,
                Reason.NO_REPLICA, 451);
        for (Reason reason : Reason.values()) {
            assertThat(TransferFault.of(reason).name()).isEqualTo(reason.name());
            assertThat(TransferFault.of(reason).replyCode()).isEqualTo(expected.get(reason));
        }
    }
}
