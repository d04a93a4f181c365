package org.printfarm.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcStatTest {

    @Test
    void readsTheFieldsBehindANameWithBlanksAndBrackets() {
        ProcStat stat =
                ProcStat.parse("77 (a (b) c) S 1 77 77 0 -1 4194560 100 0 0 0 250 50 30 10 20 0 23 0 5 1000 512 1 1\n");
        assertThat(stat).isEqualTo(new ProcStat(3.0, 0.4, 512 * 4096, 23));
    }

    @Test
    void readsItsOwnProcess() throws Exception {
        long pid = ProcessHandle.current().pid();
        ProcStat stat = ProcStat.of(pid);
        assertThat(stat.threads()).isPositive();
        assertThat(stat.rssBytes()).isGreaterThan(1 << 20);
        assertThat(ProcStat.descriptors(pid)).isPositive();
    }
}
