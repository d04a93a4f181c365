package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortClaim.Transport;
import org.printfarm.host.service.PortConflicts.Clash;

final class PortConflictsTest {

    private static final Inet4Address ONE = Loopback.of("127.0.0.11");
    private static final Inet4Address TWO = Loopback.of("127.0.0.12");
    private static final Inet4Address ALL = Loopback.of("0.0.0.0");

    @Test
    void theSamePortOfTheSameAddressClashes() {
        assertThat(clashes(PortClaim.tcp(ONE, 3000), PortClaim.tcp(TWO, 3000), PortClaim.tcp(ONE, 3000)))
                .containsExactly(new Clash(0, 2));
    }

    @Test
    void otherAddressesPortsAndTransportsDoNotClash() {
        assertThat(clashes(
                        PortClaim.tcp(ONE, 3000),
                        PortClaim.tcp(TWO, 3000),
                        PortClaim.tcp(ONE, 3001),
                        new PortClaim(Transport.UDP, ONE, 3000, 3000, false)))
                .isEmpty();
    }

    @Test
    void theWildcardStandsBesideSingleAddressesButNotBesideItself() {
        assertThat(clashes(PortClaim.tcp(ONE, 3000), PortClaim.tcp(ALL, 3000), PortClaim.tcp(ALL, 3000)))
                .containsExactly(new Clash(1, 2));
    }

    @Test
    void aRangeClashesWithEveryPortInIt() {
        PortClaim range = new PortClaim(Transport.TCP, ONE, 50000, 50009, false);

        assertThat(clashes(
                        range,
                        PortClaim.tcp(ONE, 49999),
                        PortClaim.tcp(ONE, 50000),
                        PortClaim.tcp(ONE, 50009),
                        PortClaim.tcp(ONE, 50010)))
                .containsExactly(new Clash(0, 2), new Clash(0, 3));
    }

    @Test
    void sharedClaimsNeverClashWithEachOtherButWithExclusiveOnes() {
        assertThat(clashes(
                        PortClaim.sharedUdp(ALL, 2021),
                        PortClaim.sharedUdp(ALL, 2021),
                        new PortClaim(Transport.UDP, ALL, 2021, 2021, false),
                        PortClaim.sharedUdp(ALL, 2021)))
                .containsExactly(new Clash(0, 2), new Clash(2, 3));
    }

    @Test
    void manyPrintersOnOneAddressAreToldInNoTime() {
        List<PortClaim> claims = IntStream.range(0, 60_000)
                .mapToObj(i -> PortClaim.tcp(ONE, 3000 + i % 12))
                .toList();

        assertThat(PortConflicts.clashes(claims)).hasSize(60_000 - 12);
    }

    @Property(tries = 300)
    void findsExactlyTheClaimsThatComparingAllWithAllFinds(@ForAll("claims") List<PortClaim> claims) {
        List<Clash> expected = new ArrayList<>();
        for (int later = 0; later < claims.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                if (claims.get(earlier).clashesWith(claims.get(later))) {
                    expected.add(new Clash(earlier, later));
                    break;
                }
            }
        }

        assertThat(PortConflicts.clashes(claims)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<PortClaim>> claims() {
        return Combinators.combine(
                        Arbitraries.of(Transport.class),
                        Arbitraries.of(ONE, TWO, ALL),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of(true, false))
                .as((transport, address, first, more, shared) ->
                        new PortClaim(transport, address, first, first + more, shared))
                .list()
                .ofMaxSize(25);
    }

    private static List<Clash> clashes(PortClaim... claims) {
        return PortConflicts.clashes(List.of(claims));
    }
}
