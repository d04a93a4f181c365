package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.settings.Secret;

/** Where a farm's record is, as the file says it. */
final class StoreUrlTest {

    @TempDir
    private Path folder;

    private Farms farm(String settings) {
        return new Farms(folder).load("""
                farm:
                %s
                printers:
                  bay-1: {access-code: '%s', address: 192.168.1.51}
                """.formatted(settings.indent(2), Farms.SECRET));
    }

    @Test
    void aDatabaseIsNamedByAUrlAndItsPasswordComesFromAFile() {
        Farms farms = farm("""
                store: postgresql://farm@db.lan:5433/printfarm?sslrootcert=ca.pem
                store-password: ${file:secrets/good}""");
        assertThat(farms.messages()).isEmpty();
        StoreUrl store = farms.config().store().orElseThrow();
        assertThat(store)
                .isEqualTo(new StoreUrl(
                        "db.lan",
                        5433,
                        "printfarm",
                        Optional.of("farm"),
                        Map.of(
                                "sslmode",
                                "verify-full",
                                "sslrootcert",
                                folder.resolve("ca.pem").toString()),
                        Optional.of(Secret.of(Farms.SECRET))));
        assertThat(store).hasToString("postgresql://db.lan:5433/printfarm");
        assertThat(farms.config().toString()).doesNotContain(Farms.SECRET);
    }

    @Test
    void onTheOwnMachineTheConnectionNeedsNoTls() {
        StoreUrl store =
                farm("store: postgresql://127.0.0.1/farm").config().store().orElseThrow();
        assertThat(store.port()).isEqualTo(5432);
        assertThat(store.options()).isEmpty();
        assertThat(farm("store: sqlite").config().store()).isEmpty();
        assertThat(farm("name: workshop").config().store()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "store: postgresql://farm:Kn0wnC0d@db.lan/farm",
                "store: mysql://db.lan/farm",
                "store: postgresql://db.lan/",
                "store: postgresql://db.lan:0/farm",
                "store: postgresql://db.lan/farm?sslmode=none",
                "store: postgresql://db.lan/farm?password=Kn0wnC0d",
                "store: {url: postgresql://db.lan/farm}"
            })
    void whatIsNoUrlOrHasAPasswordInItIsRefusedAndNotRepeated(String settings) {
        Farms farms = farm(settings);
        assertThat(farms.messages()).hasSize(1);
        assertThat(farms.messages().get(0))
                .startsWith("farm.yaml:2:10 farm.store: expected ")
                .doesNotContain(Farms.SECRET);
        assertThat(farms.config().store()).isEmpty();
    }

    @Test
    void aPasswordInTheFileItselfOrOfNothingIsRefused() {
        assertThat(farm("store: postgresql://127.0.0.1/farm\nstore-password: " + Farms.SECRET)
                        .messages())
                .containsExactly(
                        "farm.yaml:3:19 farm.store-password: expected ${file:path} or ${env:NAME}, got something else");
        assertThat(farm("store-password: ${env:BAY_CODE}").messages())
                .containsExactly("farm.yaml:2:19 farm.store-password: expected farm.store beside it, which it is for");
    }
}
