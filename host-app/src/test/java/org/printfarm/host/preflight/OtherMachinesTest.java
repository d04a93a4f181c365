package org.printfarm.host.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OtherMachinesTest {

    @Test
    void onlyWhatWasAnsweredForIsKnown() {
        assertThat(OtherMachines.table(List.of(
                        "IP address       HW type     Flags       HW address            Mask     Device",
                        "192.168.1.51     0x1         0x2         02:00:00:00:00:01     *        eth0",
                        "192.168.1.52     0x1         0x0         00:00:00:00:00:00     *        eth0",
                        "192.168.1.53     0x1         0x6         02:00:00:00:00:03     *        eth0",
                        "192.168.1.54     0x1         what        02:00:00:00:00:04     *        eth0",
                        "")))
                .containsOnlyKeys("192.168.1.51", "192.168.1.53")
                .containsEntry("192.168.1.51", "02:00:00:00:00:01");
        assertThat(OtherMachines.having(List.of())).isEmpty();
    }
}
