package org.printfarm.host.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two rights that making addresses takes. */
final class NetRightsTest {

    @ParameterizedTest
    @CsvSource({"3000, true", "0, false", "1000, false", "3400, false", "1ffffffffff, false", "ffffffffffffffff, false"
    })
    void neitherMoreNorLessWillDo(String mask, boolean right) {
        String line = "CapEff:\t" + "0".repeat(16 - mask.length()) + mask;
        assertThat(NetRights.areRight(List.of("Name:\tjava", "CapPrm:\t0000000000003000", line)))
                .isEqualTo(right);
    }
}
