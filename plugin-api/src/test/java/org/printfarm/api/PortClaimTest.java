package org.printfarm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet4Address;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.PortClaim;

class PortClaimTest {

    private static final Inet4Address ONE = Loopback.of("127.0.0.1");
    private static final Inet4Address TWO = Loopback.of("127.0.0.2");
    private static final Inet4Address ANY = Loopback.of("0.0.0.0");

    @Test
    void theSamePortOnTheSameAddressClashes() {
        assertClash(PortClaim.tcp(ONE, 3000), PortClaim.tcp(ONE, 3000), true);
        assertClash(PortClaim.tcp(ONE, 3000), PortClaim.tcp(ONE, 3002), false);
        assertClash(PortClaim.tcp(ONE, 3000), PortClaim.tcp(TWO, 3000), false);
    }

    @Test
    void theWildcardStandsBesideSingleAddresses() {
        assertClash(PortClaim.tcp(ANY, 3000), PortClaim.tcp(ONE, 3000), false);
        assertClash(PortClaim.tcp(ANY, 3000), PortClaim.tcp(ANY, 3000), true);
    }

    @Test
    void rangesClashWhereTheyOverlap() {
        PortClaim range = new PortClaim(PortClaim.Transport.TCP, ONE, 50000, 50009, false);
        assertClash(range, PortClaim.tcp(ONE, 50009), true);
        assertClash(range, PortClaim.tcp(ONE, 50010), false);
        assertClash(range, new PortClaim(PortClaim.Transport.TCP, ONE, 50005, 50020, false), true);
    }

    @Test
    void sharedPortsClashOnlyWithExclusiveOnes() {
        PortClaim shared = PortClaim.sharedUdp(ONE, 2021);
        assertClash(shared, PortClaim.sharedUdp(ONE, 2021), false);
        assertClash(shared, new PortClaim(PortClaim.Transport.UDP, ONE, 2021, 2021, false), true);
        assertClash(shared, PortClaim.tcp(ONE, 2021), false);
    }

    @Test
    void aTurnedOrOutlyingRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PortClaim(PortClaim.Transport.TCP, ONE, 2, 1, false));
        assertThatIllegalArgumentException().isThrownBy(() -> PortClaim.tcp(ONE, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> PortClaim.tcp(ONE, 65536));
    }

    @Test
    void itReadsAsAnOperatorWouldWriteIt() {
        assertThat(PortClaim.tcp(ONE, 3000)).hasToString("tcp 127.0.0.1:3000");
        assertThat(new PortClaim(PortClaim.Transport.UDP, ONE, 5, 6, true)).hasToString("udp 127.0.0.1:5-6");
    }

    private static void assertClash(PortClaim one, PortClaim other, boolean expected) {
        assertThat(one.clashesWith(other)).isEqualTo(expected);
        assertThat(other.clashesWith(one)).isEqualTo(expected);
    }
}
