package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;

/** Boards without a clock begin in 1970: nothing is dated so, and what was is issued anew without a restart. */
final class WrongClockTest {

    private static final Instant UNSET = Instant.parse("1970-01-02T00:00:00Z");
    private static final Printer NEW = TestFarm.printer(3);

    @TempDir
    Path data;

    private Instant now = UNSET;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    };

    @BeforeEach
    void copyAFarm() {
        TestFarm.copyTo(data);
    }

    private FarmTls open(KeyChoice keys) throws Exception {
        return FarmTls.open(data, TestFarm.NAME, TlsEngineChoice.JSSE, keys, TestFarm.printers(3), clock);
    }

    @ParameterizedTest
    @EnumSource(KeyChoice.class)
    void aPrinterWaitsForTheClockAndTheOthersDoNot(KeyChoice keys) throws Exception {
        FarmTls tls = open(keys);

        assertThat(tls.waiting()).containsExactly(NEW);
        assertThat(tls.of(TestFarm.printer(1)).chain()).hasSize(2);
        assertThatThrownBy(() -> tls.of(NEW)).isInstanceOf(IllegalArgumentException.class);
        assertThat(tls.issueWaiting()).isFalse();
        assertThat(new TlsFolder(data).leaf(KeyKind.RSA, NEW.identity().serial()))
                .doesNotExist();

        now = TestFarm.START;
        assertThat(tls.issueWaiting()).isTrue();
        assertThat(tls.waiting()).isEmpty();
        assertDatedRightly(tls, NEW);
    }

    @Test
    void aLeafOf1970IsIssuedAnewAsSoonAsTheClockIsRight() throws Exception {
        Printer printer = TestFarm.printer(1);
        Files.writeString(
                new TlsFolder(data).leaf(KeyKind.RSA, printer.identity().serial()), Pem.text(leafOf1970(printer)));
        FarmTls tls = open(KeyChoice.RSA);
        assertThat(tls.waiting()).containsExactly(printer, NEW);

        now = TestFarm.START;
        assertThat(tls.issueWaiting()).isTrue();
        assertDatedRightly(tls, printer);
        assertDatedRightly(open(KeyChoice.RSA), printer);
    }

    @Test
    void printersComeAndGoWhileTheFarmRunsAndNewOnesOnlyUnderARightClock() throws Exception {
        now = TestFarm.START;
        FarmTls tls = open(KeyChoice.RSA);
        Printer stays = TestFarm.printer(1);
        PrinterTls before = tls.of(stays);
        Printer comes = TestFarm.printer(7);

        now = UNSET;
        assertThat(tls.become(List.of(stays, comes))).isFalse();
        assertThatThrownBy(() -> tls.of(comes)).isInstanceOf(IllegalArgumentException.class);
        assertThat(tls.become(List.of(stays))).isTrue();
        assertThatThrownBy(() -> tls.of(NEW)).isInstanceOf(IllegalArgumentException.class);

        now = TestFarm.START;
        assertThat(tls.become(List.of(comes, stays))).isTrue();
        assertDatedRightly(tls, comes);
        assertThat(tls.of(stays)).isSameAs(before);
    }

    private X509Certificate leafOf1970(Printer printer) throws Exception {
        TlsFolder folder = new TlsFolder(data);
        FarmCa ca = new CaStore(folder).load(TestFarm.START).orElseThrow();
        CertificateMaker maker = new CertificateMaker(TestFarm.at(UNSET));
        FarmCa older = new FarmCa(maker.ca(TestFarm.NAME, ca.keys()), ca.keys());
        CertificateDates dates = new CertificateDates(TestFarm.at(UNSET));
        return maker.leaf(
                LeafNames.of(printer),
                new LeafStore(folder, KeyKind.RSA, dates)
                        .loadKey()
                        .orElseThrow()
                        .getPublic(),
                older);
    }

    @Test
    void aLeafOfADayThatIsStillToComeIsIssuedAnewAtTheNextStart() throws Exception {
        now = TestFarm.START.plus(Duration.ofDays(3 * 365));
        assertThat(open(KeyChoice.RSA).waiting()).isEmpty();

        now = TestFarm.START;
        assertDatedRightly(open(KeyChoice.RSA), NEW);
    }

    @Test
    void aClockThatIsALittleBehindTheCasMakerDatesNoLeafBeforeTheCa() throws Exception {
        now = TestFarm.START.minus(Duration.ofHours(20));
        FarmTls tls = open(KeyChoice.RSA);

        assertThat(tls.of(NEW).chain().get(0).getNotBefore())
                .isEqualTo(tls.certificates().ca().getNotBefore());
    }

    private void assertDatedRightly(FarmTls tls, Printer printer) {
        X509Certificate leaf = tls.of(printer).chain().get(0);
        assertThat(leaf.getNotBefore().toInstant()).isBefore(now);
        assertThat(leaf.getNotBefore()).isAfterOrEqualTo(tls.certificates().ca().getNotBefore());
        assertThat(leaf.getNotAfter().toInstant()).isAfter(now.plus(Duration.ofDays(365)));
    }
}
