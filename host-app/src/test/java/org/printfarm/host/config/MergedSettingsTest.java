package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.settings.PortRange;

/** Each kind of setting as it may be written; the wrong ones are in {@code broken/settings.yaml}. */
final class MergedSettingsTest {

    private static final Duration DEFAULT = Duration.ofSeconds(7);

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private ServiceEntry.TrackedSettings settings(String value) {
        Farms farms = new Farms(folder)
                .load("printers: {bay-1: {address: 127.1.0.1, access-code: Kn0wnC0d, services: {bind: {key: " + value
                        + "}}}}");
        return farms.printer("bay-1").services().get(0).settings(problems);
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "10s, 10000", "5m, 300000", "1h, 3600000", "'\"10s\"', 10000", "0s, 0"})
    void aDurationHasANumberAndAUnit(String written, long millis) {
        Duration duration = settings(written).duration("key", Duration.ZERO, Duration.ofHours(2), DEFAULT);

        assertThat(duration).isEqualTo(Duration.ofMillis(millis));
        assertThat(problems.isClean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10s",
        "10 s, 10s",
        "10S, 10s",
        "10sec, 10s",
        "10 seconds, 10s",
        "5min, 5m",
        "5 minutes, 5m",
        "1 h, 1h"
    })
    void aDurationInOtherWordsIsRefusedWithASuggestion(String written, String meant) {
        Duration duration = settings(written).duration("key", Duration.ZERO, Duration.ofHours(2), DEFAULT);

        assertThat(duration).isEqualTo(DEFAULT);
        assertThat(problems.mistakes()).singleElement().asString().endsWith("(did you mean " + meant + "?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1s", "1.5s", "s", "10d", "99999999999s", "1h30m", "soon"})
    void whatIsNoDurationIsRefused(String written) {
        assertThat(settings(written).duration("key", Duration.ZERO, Duration.ofHours(2), DEFAULT))
                .isEqualTo(DEFAULT);
        assertThat(problems.mistakes())
                .singleElement()
                .asString()
                .contains("expected a duration from 0 to 2h, got \"" + written + "\"")
                .doesNotContain("did you mean");
    }

    @ParameterizedTest
    @CsvSource({"512, 512", "64KiB, 65536", "10MiB, 10485760", "4GiB, 4294967296", "0, 0"})
    void aSizeIsBytesOrHasABinaryUnit(String written, long bytes) {
        assertThat(settings(written).size("key", 0, 4L << 30, 1)).isEqualTo(bytes);
        assertThat(problems.isClean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"10MB, 10MiB", "4G, 4GiB", "64 KiB, 64KiB", "64kb, 64KiB", "64k, 64KiB", "512B, 512", "512 bytes, 512"})
    void aSizeInOtherWordsIsRefusedWithASuggestion(String written, String meant) {
        assertThat(settings(written).size("key", 0, 4L << 30, 1)).isEqualTo(1);
        assertThat(problems.mistakes()).singleElement().asString().endsWith("(did you mean " + meant + "?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5MiB", "MiB", "5GiB", "999999999GiB", "99999999999999999999", "lots"})
    void whatIsNoSizeOrTooLargeIsRefused(String written) {
        assertThat(settings(written).size("key", 0, 4L << 30, 1)).isEqualTo(1);
        assertThat(problems.mistakes())
                .singleElement()
                .asString()
                .endsWith("expected a size from 0 to 4GiB, got \"" + written + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "on, true",
        "On, true",
        "TRUE, true",
        "yes, true",
        "off, false",
        "False, false",
        "NO, false",
        "'\"on\"', true"
    })
    void aSwitchIsWrittenAsYamlWritesIt(String written, boolean on) {
        assertThat(settings(written).flag("key", !on)).isEqualTo(on);
        assertThat(problems.isClean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"50000-50009, 50000, 50009", "50000 - 50009, 50000, 50009", "21, 21, 21", "1-65535, 1, 65535"})
    void portsAreARangeOrOne(String written, int first, int last) {
        assertThat(settings(written).portRange("key", new PortRange(1, 1))).isEqualTo(new PortRange(first, last));
        assertThat(problems.isClean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "5-", "0-5", "5-65536", "9-8", "5--6", "a-b", "50000..50009"})
    void whatIsNoRangeOfPortsIsRefused(String written) {
        assertThat(settings(written).portRange("key", new PortRange(7, 8))).isEqualTo(new PortRange(7, 8));
        assertThat(problems.mistakes()).hasSize(1);
    }

    @Test
    void numbersMayBeNegativeAndAreDecimal() {
        assertThat(settings("-44").number("key", -100, 0, 1)).isEqualTo(-44);
        assertThat(settings("010").number("key", 0, 100, 1)).isEqualTo(10);
        assertThat(problems.isClean()).isTrue();
        assertThat(settings("0x10").number("key", 0, 100, 1)).isEqualTo(1);
        assertThat(settings("9999999999").number("key", 0, 100, 1)).isEqualTo(1);
        assertThat(problems.mistakes()).hasSize(2);
    }

    @Test
    void aChoiceIsAWordInSmallLetters() {
        assertThat(settings("ECHO").choice("key", Farms.Sequence.class, Farms.Sequence.FIXED))
                .isEqualTo(Farms.Sequence.ECHO);
        assertThat(problems.isClean()).isTrue();
    }

    @Test
    void textsAreAListOrOne() {
        assertThat(settings("[a, 007, on]").texts("key", List.of())).containsExactly("a", "007", "on");
        assertThat(settings("client:2021").texts("key", List.of())).containsExactly("client:2021");
        assertThat(settings("[]").texts("key", List.of("default"))).isEmpty();
        assertThat(problems.isClean()).isTrue();
        assertThat(settings("[a, ]").texts("key", List.of())).containsExactly("a");
        assertThat(settings("[a, ~]").texts("key", List.of("default"))).containsExactly("default");
        assertThat(problems.mistakes()).hasSize(1);
    }

    @Test
    void absentKeysGiveTheDefaultsAndAbsentTexts() {
        ServiceEntry.TrackedSettings settings = settings("x");

        assertThat(settings.port("port", 3000)).isEqualTo(3000);
        assertThat(settings.duration("time", Duration.ZERO, Duration.ZERO, DEFAULT))
                .isEqualTo(DEFAULT);
        assertThat(settings.text("text")).isEmpty();
        assertThat(settings.texts("texts", List.of("a"))).containsExactly("a");
        assertThat(settings.text("key")).isEqualTo(Optional.of("x"));
        settings.reportUnknownKeys();
        assertThat(problems.isClean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"192.168.1.5:8890, 1", "0.0.0.0:65535, 1", "127.0.0.1:0, 0"})
    void anAddressHasAPort(String written, int minPort) {
        int colon = written.indexOf(':');
        assertThat(settings("\"" + written + "\"").address("key", minPort))
                .contains(new InetSocketAddress(
                        written.substring(0, colon), Integer.parseInt(written.substring(colon + 1))));
        assertThat(problems.isClean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8890",
                "127.0.0.1",
                "127.0.0.1:0",
                "127.0.0.1:65536",
                "256.1.1.1:80",
                "farm.example:80",
                ":80",
                "1.2.3.4:"
            })
    void anAddressInOtherWordsIsRefused(String written) {
        assertThat(settings("\"" + written + "\"").address("key", 1)).isEmpty();
        assertThat(problems.mistakes())
                .singleElement()
                .asString()
                .contains("expected an IPv4 address and a port from 1, like 192.168.1.5:8880, got");
    }

    @Test
    void aPathStartsFromTheFolderOfTheFile() {
        assertThat(settings("jobs/in").path("key")).contains(folder.resolve("jobs/in"));
        assertThat(settings("/srv/jobs").path("key")).contains(Path.of("/srv/jobs"));
        assertThat(settings("x").path("other")).isEmpty();
        assertThat(problems.isClean()).isTrue();
    }

    @Test
    void aSecretIsALiteralOrReferredToAndNeverRepeated() {
        assertThat(settings("\"${file:secrets/good}\"").secret("key"))
                .hasValueSatisfying(
                        secret -> assertThat(secret.matches(Farms.SECRET)).isTrue());
        assertThat(settings("\"${env:LONG_CODE}\"").secret("key"))
                .hasValueSatisfying(
                        secret -> assertThat(secret.matches(Farms.SECRET + "e")).isTrue());
        assertThat(settings("hunter22").secret("key"))
                .hasValueSatisfying(
                        secret -> assertThat(secret.matches("hunter22")).isTrue());
        assertThat(problems.isClean()).isTrue();
        assertThat(settings("\"${file:secrets/gone}\"").secret("key")).isEmpty();
        assertThat(problems.mistakes())
                .singleElement()
                .asString()
                .contains("secrets/gone is not there: it should hold the key");
    }

    @Test
    void aPluginsOwnSentenceStaysOneLine() {
        ServiceEntry.TrackedSettings settings = settings("x");
        settings.mistake("key", "first\nsecond\u001b[31m");

        assertThat(problems.mistakes()).singleElement().asString().endsWith(".key: first?second?[31m");
    }

    @Test
    void eachReaderStartsAnew() {
        Farms farms = new Farms(folder)
                .load("printers: {bay-1: {address: 127.1.0.1, access-code: Kn0wnC0d, services: {bind: {key: 1}}}}");
        ServiceEntry service = farms.printer("bay-1").services().get(0);
        service.settings(problems).text("key");
        service.settings(problems).reportUnknownKeys();

        assertThat(problems.mistakes()).singleElement().asString().endsWith("bind.key: unknown key");
    }
}
