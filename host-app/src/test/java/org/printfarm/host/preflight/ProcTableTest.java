package org.printfarm.host.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;

class ProcTableTest {

    private static final String HEADING =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    @Test
    void aListeningSocketIsReadWithItsAddressPortAndInode() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the line below is of a little-endian machine");
        ProcTable table = ProcTable.parse(
                List.of(
                        HEADING,
                        "   0: 0B00007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0"));
        assertThat(table.rows()).containsExactly(new ProcTable.Row(Loopback.of("127.0.0.11"), 3000, true, 4711));
    }

    @Test
    void aSocketOfBothIpVersionsHoldsEveryAddress() {
        ProcTable table = ProcTable.parse(
                List.of(
                        HEADING,
                        "   0: 00000000000000000000000000000000:0BB8 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4712 1"));
        assertThat(table.rows().get(0).holds(Loopback.of("127.0.0.11"), 3000)).isTrue();
        assertThat(table.rows().get(0).holds(Loopback.of("127.0.0.11"), 3001)).isFalse();
    }

    @Test
    void linesOfAnotherShapeArePassedOver() {
        assertThat(ProcTable.parse(List.of(HEADING, "", "garbage", "0: zz:zz 0 0A 1 2 3 4 5 6"))
                        .rows())
                .isEmpty();
        assertThat(ProcTable.parse(List.of()).rows()).isEmpty();
    }
}
