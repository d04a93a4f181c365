package org.printfarm.host.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.printfarm.host.trust.TestCertificates.OURS;
import static org.printfarm.host.trust.TestCertificates.VENDORS;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken in is found however its lines end, and taken out again without a byte of the rest. */
final class CaBundleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "# a remark\n",
                "no end of line",
                "\u00fc\u00ff\r\n",
                "-----BEGIN CERTIFICATE-----\n!\n"
            })
    void whatIsAroundStaysAsItIs(String around) {
        CaBundle bundle = new CaBundle(around + VENDORS);
        CaBundle with = bundle.with(OURS);
        assertThat(bundle.holds(OURS)).isFalse();
        assertThat(with.holds(OURS)).isTrue();
        assertThat(with.holds(VENDORS)).isTrue();
        assertThat(with.certificates()).isEqualTo(2);
        assertThat(with.without(OURS)).isEqualTo(bundle);
        assertThat(CaBundle.of(with.bytes())).isEqualTo(with);
        assertThat(with.toString()).doesNotContain("MII");
    }

    @Test
    void linesOfAnotherSystemAreTheSame() {
        String windows = (VENDORS + OURS + VENDORS).replace("\n", "\r\n");
        CaBundle bundle = new CaBundle(windows);
        assertThat(bundle.holds(OURS)).isTrue();
        assertThat(bundle.certificates()).isEqualTo(3);
        assertThat(bundle.without(OURS).text()).isEqualTo((VENDORS + VENDORS).replace("\n", "\r\n"));
    }

    @Test
    void aFileWithoutALastLineEndGetsOne() {
        assertThat(new CaBundle(VENDORS.strip()).with(OURS).text()).isEqualTo(VENDORS + OURS);
        assertThat(new CaBundle("").with(OURS).text()).isEqualTo(OURS);
    }
}
