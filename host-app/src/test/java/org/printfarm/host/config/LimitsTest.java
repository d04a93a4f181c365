package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bounds a farm file. */
final class LimitsTest {

    @TempDir
    private Path folder;

    private static String farm(int printers) {
        return IntStream.range(0, printers)
                .mapToObj(i -> "  p" + i + ": {address: 127.2." + i / 250 + "." + (i % 250 + 1) + "}\n")
                .collect(Collectors.joining(
                        "", "defaults: {access-code: Kn0wnC0d, services: {bind: on}}\nprinters:\n", ""));
    }

    @Test
    void theLargestFarmIsRead() {
        Farms farms = new Farms(folder).load(farm(FarmReader.MAX_PRINTERS));

        assertThat(farms.messages()).isEmpty();
        assertThat(farms.config().printers()).hasSize(FarmReader.MAX_PRINTERS);
        assertThat(farms.config().printers())
                .extracting(entry -> entry.printer().identity().serial())
                .doesNotHaveDuplicates();
    }

    @Test
    void oneMorePrinterIsAMistake() {
        Farms farms = new Farms(folder).load(farm(FarmReader.MAX_PRINTERS + 1));

        assertThat(farms.messages())
                .containsExactly("farm.yaml:10003:3 printers.p10000: expected at most 10000 printers, got 10001");
    }

    @Test
    void moreNodesThanTheLimitAreAMistake() {
        Farms farms = new Farms(folder).load("a: [" + "a,".repeat(YamlTree.MAX_NODES) + "]");

        assertThat(farms.isUnreadable()).isTrue();
        assertThat(farms.messages())
                .singleElement()
                .asString()
                .endsWith("expected at most 750000 keys and values in all");
    }

    @Test
    void aWrongDefaultIsOneMistakeForHoweverManyPrinters() {
        Farms farms = new Farms(folder).load(farm(1000).replace("bind: on", "bind: {plain-port: no}"));
        farms.readSettings();

        assertThat(farms.messages()).hasSize(1);
    }

    @Test
    void bracketsWithoutEndDoNotOverflowTheStack() {
        Farms farms = new Farms(folder).load("[".repeat(1_000_000));

        assertThat(farms.isUnreadable()).isTrue();
        assertThat(farms.messages()).isNotEmpty();
    }
}
