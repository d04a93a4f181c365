package org.printfarm.bench.farm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeapProbeTest {

    private static final String OLDER = """
            77:
             def new generation   total 4928K, used 210K [0x00000000f0000000, 0x00000000f0550000, 0x00000000f5550000)
              eden space 4416K,   4% used [0x00000000f0000000, 0x00000000f0034b08, 0x00000000f0450000)
             tenured generation   total 10944K, used 5000K [0x00000000f5550000, 0x00000000f6000000, 0x0000000100000000)
               the space 10944K,  45% used [0x00000000f5550000, 0x00000000f5a32000, 0x00000000f5a32000, 0x00000000f6000000)
             Metaspace       used 30000K, committed 30400K, reserved 1114112K
              class space    used 3000K, committed 3200K, reserved 1048576K
            """;

    private static final String NEWER = """
            77:
             DefNew     total 4928K, used 210K [0x00000000f0000000, 0x00000000f0550000, 0x00000000f5550000)
              eden space 4416K,   4% used [0x00000000f0000000, 0x00000000f0034b08, 0x00000000f0450000)
             Tenured    total 10944K, used 5000K [0x00000000f5550000, 0x00000000f6000000, 0x0000000100000000)
             Metaspace       used 30000K, committed 30400K, reserved 1114112K
            """;

    @Test
    void addsTheGenerationsAndLeavesClassesOut() {
        assertThat(HeapProbe.parse(OLDER)).isEqualTo(5210 * 1024);
        assertThat(HeapProbe.parse(NEWER)).isEqualTo(5210 * 1024);
        assertThat(HeapProbe.parse(" garbage-first heap   total 260096K, used 4096K [0x1, 0x2)"))
                .isEqualTo(4096 * 1024);
    }
}
