package org.printfarm.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.printfarm.bench.load.StatusCheck.Finding;

final class StatusCheckTest {

    private static final String TOPIC = "device/00M09A000000007/report";

    private final StatusCheck check = new StatusCheck(TOPIC);

    @Test
    void acceptsNumbersThatFollowEachOther() {
        assertThat(check(status("7"))).isEqualTo(Finding.RIGHT);
        assertThat(check(status("8"))).isEqualTo(Finding.RIGHT);
    }

    @Test
    void findsWhatWasLeftOutOrCameTwice() {
        assertThat(check(status("7"))).isEqualTo(Finding.RIGHT);
        assertThat(check(status("9"))).isEqualTo(Finding.AFTER_A_GAP);
        assertThat(check(status("9"))).isEqualTo(Finding.AFTER_A_GAP);
        assertThat(check(status("10"))).isEqualTo(Finding.RIGHT);
    }

    @Test
    void findsWrongMessages() {
        assertThat(check.check("device/00M09A000000008/report", bytes(status("1"))))
                .isEqualTo(Finding.WRONG);
        assertThat(check("{\"print\":")).isEqualTo(Finding.WRONG);
        assertThat(check("{}")).isEqualTo(Finding.WRONG);
        assertThat(check(status("1").replace("push_status", "push"))).isEqualTo(Finding.WRONG);
        assertThat(check(status("1").replace("nozzle_temper", "nozzle"))).isEqualTo(Finding.WRONG);
        assertThat(check(status("x"))).isEqualTo(Finding.WRONG);
        assertThat(check(status("1").replace("\"1\"", "1"))).isEqualTo(Finding.WRONG);
    }

    private Finding check(String payload) {
        return check.check(TOPIC, bytes(payload));
    }

    private static String status(String number) {
        return "{\"print\":{\"command\":\"push_status\",\"nozzle_temper\":25,\"sequence_id\":\"" + number + "\"}}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
