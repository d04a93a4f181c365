package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.service.PortClaim;
import org.printfarm.bind.respond.LoginReply;
import org.printfarm.bind.respond.SequenceIdMode;

/** What stands under {@code bind}. */
class BindSettingsTest {

    @Test
    void nothingWrittenMeansTheDefaults() {
        assertThat(BindSettings.read(TestSettings.defaults()))
                .isEqualTo(new BindSettings(
                        3000, 3002, Duration.ofSeconds(10), SequenceIdMode.FIXED, LoginReply.CLOSE, true));
    }

    @Test
    void everySettingIsRead() {
        TestSettings in = TestSettings.of(Map.of(
                "plain-port", "13000",
                "tls-port", "13002",
                "read-timeout", "3s",
                "sequence-id", "echo",
                "login-reply", "lan-only",
                "tls", "off"));
        assertThat(BindSettings.read(in))
                .isEqualTo(new BindSettings(
                        13000, 13002, Duration.ofSeconds(3), SequenceIdMode.ECHO, LoginReply.LAN_ONLY, false));
        assertThat(in.mistakes()).isEmpty();
        assertThat(in.unknownKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "plain-port, 0",
        "tls-port, 65536",
        "read-timeout, 999ms",
        "read-timeout, 301s",
        "sequence-id, 3021",
        "login-reply, maybe",
        "tls, perhaps"
    })
    void wrongValueIsAMistake(String key, String value) {
        TestSettings in = TestSettings.of(Map.of(key, value));
        BindSettings.read(in);
        assertThat(in.mistakes()).singleElement().asString().startsWith(key);
    }

    @Test
    void onePortForBothIsAMistake() {
        TestSettings in = TestSettings.of(Map.of("tls-port", "3000"));
        BindSettings.read(in);
        assertThat(in.mistakes()).containsExactly("tls-port: expected another port than plain-port (3000)");
    }

    @Test
    void plainTextOnTheTlsPortIsAWarning() {
        TestSettings in = TestSettings.of(Map.of("tls", "off"));
        BindSettings.read(in);
        assertThat(in.mistakes()).isEmpty();
        assertThat(in.warnings()).singleElement().asString().contains("3002").contains("plain text");
    }

    @Test
    void bothPortsAreClaimedAndNothingIsOpened() {
        Printer printer = TestPrinters.next();
        try (BindServiceFactory factory = new BindServiceFactory()) {
            assertThat(factory.claims(printer, BindSettings.read(TestSettings.defaults())))
                    .containsExactly(
                            PortClaim.tcp(printer.bindAddress(), 3000), PortClaim.tcp(printer.bindAddress(), 3002));
        }
    }
}
