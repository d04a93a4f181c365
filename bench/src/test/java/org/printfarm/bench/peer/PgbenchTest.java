package org.printfarm.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What pgbench says in the end. */
final class PgbenchTest {

    private static final String SAID = """
            pgbench (15.14 (Debian 15.14-0+deb12u1))
            number of failed transactions: 0 (0.000%)
            latency average = 2.123 ms
            initial connection time = 11.2 ms
            tps = 3768.250071 (without initial connection time)
            """;

    @Test
    void theRateIsThatWithoutTheConnecting() throws Exception {
        assertThat(Pgbench.rate(SAID)).isEqualTo(3768.250071);
    }

    @Test
    void whatFailedIsNoRateAndSaysWhy() {
        assertThatThrownBy(() -> Pgbench.rate("pgbench: error: connection refused\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("connection refused");
    }
}
