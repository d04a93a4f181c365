package org.printfarm.ssdp.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.contract.TestSettings;

/** What the operator may write. */
class SsdpSettingsTest {

    @Test
    void defaultsAreThoseOfRealPrinters() {
        SsdpSettings settings = SsdpSettings.read(TestSettings.defaults());
        assertThat(settings.port()).isEqualTo(2021);
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.targets()).isEmpty();
        assertThat(settings.interfaceName()).isEmpty();
    }

    @Test
    void everyKeyIsRead() {
        TestSettings in = TestSettings.of(Map.of(
                "port", "2121", "interval", "30s", "targets", "10.0.0.7,client.example:4000", "interface", "eth1"));
        SsdpSettings settings = SsdpSettings.read(in);
        assertThat(in.mistakes()).isEmpty();
        assertThat(in.unknownKeys()).isEmpty();
        assertThat(settings.port()).isEqualTo(2121);
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.targets())
                .containsExactly(new Target("10.0.0.7", 2121), new Target("client.example", 4000));
        assertThat(settings.interfaceName()).contains("eth1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"500ms", "11m", "soon"})
    void intervalOutOfRangeIsAMistake(String interval) {
        TestSettings in = TestSettings.of(Map.of("interval", interval));
        assertThat(SsdpSettings.read(in).interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(in.mistakes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0",
                "10.0.0.256",
                "10.0.0.7.1",
                "10.0.0.7:0",
                "10.0.0.7:65536",
                "10.0.0.7:x",
                "::1",
                "a b",
                "1"
            })
    void wrongTargetIsAMistakeThatSaysWhich(String target) {
        TestSettings in = TestSettings.of(Map.of("targets", "10.0.0.1," + target));
        assertThat(SsdpSettings.read(in).targets()).containsExactly(new Target("10.0.0.1", 2021));
        assertThat(in.mistakes()).singleElement().asString().contains("entry 2");
    }

    @Test
    void tooManyTargetsAreAMistake() {
        TestSettings in = TestSettings.of(Map.of("targets", String.join(",", Collections.nCopies(17, "10.0.0.1"))));
        assertThat(SsdpSettings.read(in).targets()).isEmpty();
        assertThat(in.mistakes()).hasSize(1);
    }

    @Test
    void onlyDigitsAreAnAddress() {
        assertThat(new Target("10.0.0.7", 2021).isLiteral()).isTrue();
        assertThat(new Target("client", 2021).isLiteral()).isFalse();
        assertThat(new Target("1.2.3.example", 2021).isLiteral()).isFalse();
    }
}
