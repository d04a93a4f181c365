package org.printfarm.ftp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.settings.PortRange;

class FtpSettingsTest {

    @Test
    void defaultsAreThoseOfTheProtocolNotes() {
        assertThat(FtpSettings.read(TestSettings.defaults()))
                .isEqualTo(new FtpSettings(
                        990,
                        new PortRange(50_000, 50_009),
                        4L * 1024 * 1024 * 1024,
                        Duration.ofSeconds(300),
                        Duration.ofSeconds(60),
                        10,
                        16,
                        true));
    }

    @Test
    void everythingCanBeSet() {
        TestSettings in = TestSettings.of(Map.of(
                "port", "9990",
                "passive-ports", "51000-51001",
                "max-file-size", "10MiB",
                "idle-timeout", "10s",
                "read-timeout", "5s",
                "max-transfers", "3",
                "sessions-per-peer", "4",
                "require-close-notify", "off"));
        assertThat(FtpSettings.read(in))
                .isEqualTo(new FtpSettings(
                        9990,
                        new PortRange(51_000, 51_001),
                        10L << 20,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        3,
                        4,
                        false));
        assertThat(in.mistakes()).isEmpty();
        assertThat(in.unknownKeys()).isEmpty();
    }

    @Test
    void aControlPortAmongThePassiveOnesIsAMistake() {
        TestSettings in = TestSettings.of(Map.of("port", "50003"));
        FtpSettings.read(in);
        assertThat(in.mistakes()).hasSize(1).allMatch(mistake -> mistake.startsWith("passive-ports"));
    }
}
