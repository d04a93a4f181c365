package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.settings.Secret;

/** An access code that replaces another, which is good for some time yet. */
final class AccessCodesTest {

    @TempDir
    private Path folder;

    private Farms load(String code) {
        return new Farms(folder).load("printers:\n  bay-1: {address: 127.1.0.1, access-code: " + code + "}\n");
    }

    @Test
    void theNewCodeIsThePrintersAndTheOneBeforeHasItsEnd() {
        Farms farms = load("{now: '${file:secrets/good}', before: Oldc0de1, until: 2926-12-24T00:00Z}");
        assertThat(farms.messages()).isEmpty();
        assertThat(farms.printer("bay-1").printer().accessCode().matches(Farms.SECRET))
                .isTrue();
        assertThat(farms.printer("bay-1").formerCode())
                .contains(new AccessCode.Former(Secret.of("Oldc0de1"), Instant.parse("2926-12-24T00:00:00Z")));
        assertThat(farms.config().toString()).doesNotContain("Oldc0de1");
    }

    @Test
    void defaultsMayHaveOneToo() {
        Farms farms = new Farms(folder).load("""
                defaults: {access-code: {now: Kn0wnC0d, before: Oldc0de1, until: "2926-12-24T00:00+01:00"}}
                printers: {a: {address: 127.1.0.1}, b: {address: 127.1.0.2, access-code: Oldc0de2}}
                """);
        assertThat(farms.messages()).isEmpty();
        assertThat(farms.printer("a").formerCode().orElseThrow().until())
                .isEqualTo(Instant.parse("2926-12-23T23:00:00Z"));
        assertThat(farms.printer("b").formerCode()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        {now: Kn0wnC0d, before: Oldc0de1} | 2:31 printers.bay-1.access-code.until: expected a time with its offset like 2026-12-24T00:00Z, got nothing
        {now: Kn0wnC0d, before: Oldc0de1, until: Oldc0de1} | 2:85 printers.bay-1.access-code.until: expected a time with its offset like 2026-12-24T00:00Z, got something else
        {now: Kn0wnC0d, before: Kn0wnC0d, until: 2926-12-24T00:00Z} | 2:68 printers.bay-1.access-code.before: expected the code that was used before, got the one of now
        {now: Kn0wnC0d, before: Oldc0d, until: 2926-12-24T00:00Z} | 2:68 printers.bay-1.access-code.before: expected 8 letters or digits (A-Z, a-z, 0-9), ${env:NAME} or ${file:path}, got 6 characters
        {Kn0wnC0d} | 2:44 printers.bay-1.access-code: expected 8 letters or digits (A-Z, a-z, 0-9), ${env:NAME} or ${file:path}, got a mapping
        {now: Kn0wnC0d, Oldc0d: 1} | 2:31 printers.bay-1.access-code: expected the keys now, before and until, got another one too
        """)
    void everyMistakeNamesItsPlaceAndNoCode(String code, String message) {
        assertThat(load(code.strip()).messages()).first().isEqualTo("farm.yaml:" + message);
        assertThat(load(code.strip()).messages().toString()).doesNotContain("Kn0wnC0d", "Oldc0d");
    }

    @Test
    void anEndThatHasComeIsAWarning() {
        assertThat(load("{now: Kn0wnC0d, before: Oldc0de1, until: 2020-12-24T00:00Z}")
                        .messages())
                .containsExactly(
                        "warning: farm.yaml:2:85 printers.bay-1.access-code.until: this time has come, so before is"
                                + " refused: write the code of now alone");
    }
}
