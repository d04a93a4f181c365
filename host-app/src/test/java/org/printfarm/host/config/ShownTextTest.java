package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration can be shown to somebody: all of it, but nothing secret. */
final class ShownTextTest {

    @Test
    void secretsAreHiddenHoweverTheyAreWrittenAndAllElseStays(@TempDir Path folder) throws Exception {
        String text = """
                # the code of bay-1 was Abcd1234 \uD83D\uDE00
                farm: {name: "J\u00FCrgen \uD83D\uDE00", keys: rsa+ec, services: {web: {key: /tls/page.key}},
                  store: "postgresql://farm:inTheUrl@db.lan/farm", store-password: Mnop3456}
                defaults: {access-code: 'Abcd1234', model: P1S}
                printers:
                  bay-1: {name: Bay 1, "access-code": Efgh5678}
                  bay-2:
                    address: 127.0.0.1
                    former-access-code:
                      code: Ijkl9012
                      until: 2027-01-01
                notifications:
                  - {webhook: "https://example.org/tok3n", secret: hush-hush}
                """;
        String shown = ShownText.of(Files.writeString(folder.resolve("farm.yaml"), text))
                .orElseThrow();
        assertThat(shown)
                .doesNotContain("Abcd1234", "Efgh5678", "Ijkl9012", "tok3n", "hush", "page.key", "inTheUrl", "Mnop3456")
                .contains(
                        "name: \"J\u00FCrgen \uD83D\uDE00\", keys: rsa+ec",
                        "access-code: \u2022\u2022\u2022, model: P1S",
                        "  bay-1: {name: Bay 1, \"access-code\": \u2022\u2022\u2022}",
                        "address: 127.0.0.1")
                .hasLineCount(13);
    }

    @Test
    void theDemoFarmIsShownToo() {
        assertThat(ShownText.ofDemo()).contains("name: demo", "access-code: \u2022\u2022\u2022", "address: 127.0.0.13");
    }

    @Test
    void whatIsNoYamlIsNotShown() {
        assertThat(ShownText.masked("access-code: {Abcd1234")).isEmpty();
        assertThat(ShownText.masked("a: &x Abcd1234\naccess-code: *x\n")).isEmpty();
    }
}
