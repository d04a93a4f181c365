package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.Printer;

/** One entry for many printers or machines. */
final class NumberedEntriesTest {

    @TempDir
    private Path folder;

    private Farms load(String entries) {
        return new Farms(folder).load("defaults: {access-code: Kn0wnC0d}\n" + entries);
    }

    @Test
    void aRangeBecomesSinglePrintersThatDifferInNumberAddressAndCode() throws Exception {
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/code-009"), "Number09");
        Files.writeString(folder.resolve("secrets/code-010"), "Number10");
        Farms farms = load("""
                printers:
                  first: {address: 192.168.1.1}
                  bay-[009-010]-p: {name: "Bay [n]", address: 192.168.1.255+, advertise: 10.0.0.1+, send-to: "m-[n]",
                      access-code: "${file:secrets/code-[n]}", services: {bind: {note: "n [n]"}, ssdp: on}}
                machines:
                  m-[009-010]: {driver: bambu, address: 192.168.9.1+}
                """);
        assertThat(farms.problems().mistakes()).isEmpty();
        assertThat(farms.config().printers())
                .extracting(entry -> entry.printer().id())
                .containsExactly("first", "bay-009-p", "bay-010-p");
        Printer tenth = farms.printer("bay-010-p").printer();
        assertThat(tenth.identity().name()).isEqualTo("Bay 010");
        assertThat(tenth.bindAddress().getHostAddress()).isEqualTo("192.168.2.0");
        assertThat(tenth.advertisedAddress().getHostAddress()).isEqualTo("10.0.0.2");
        assertThat(tenth.accessCode().matches("Number10")).isTrue();
        assertThat(farms.printer("bay-009-p").printer().accessCode().matches("Number09"))
                .isTrue();
        assertThat(farms.printer("bay-010-p").sendTo()).contains(new SendTo("m-010", Optional.empty(), List.of()));
        assertThat(farms.printer("bay-010-p")
                        .services()
                        .get(0)
                        .settings(new Problems())
                        .text("note"))
                .contains("n 010");
        assertThat(farms.config()
                        .machines()
                        .get(1)
                        .driver()
                        .settings(new Problems())
                        .text("address"))
                .contains("192.168.9.2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        bay-[1-3]: {address: 127.1.0.1+, model: PS1} | 3:43 printers.bay-[1-3].model: expected a model, got "PS1" (did you mean P1S?)
        bay-[3-1]: {address: 127.1.0.1+} | 3:3 printers.bay-[3-1]: expected a range from the smaller number to the larger, at most 10000
        bay-[1-20000]: {address: 127.1.0.1+} | 3:3 printers.bay-[1-20000]: expected a range from the smaller number to the larger, at most 10000
        bay-[1-2][3-4]: {address: 127.1.0.1+} | 3:3 printers.bay-[1-2][3-4]: expected one range of numbers in square brackets, like bay-[1-40]
        bay-[a-c]: {address: 127.1.0.1+} | 3:3 printers.bay-[a-c]: expected one range of numbers in square brackets, like bay-[1-40]
        bay-[1-2]: {address: 127.1.0.1} | 3:24 printers.bay-[1-2].address: expected an address of its own, got 127.1.0.1, which printers.bay-1 (farm.yaml:3:24) has: add another address to this machine
        Bay [1-2]: {address: 127.1.0.1+} | 3:3 printers.Bay [1-2]: expected an id of 1 to 32 small letters, digits and dashes (did you mean bay-1?)
        bay-[1-2]: {address: 223.255.255.255+} | 3:24 printers.bay-[1-2].address: expected an IPv4 address like 192.168.1.51, got "224.0.0.0"
        """)
    void whatIsWrongWithARangeIsToldAtItsPlace(String entry, String message) {
        assertThat(load("printers:\n  " + entry.strip() + "\n").messages())
                .first()
                .isEqualTo("farm.yaml:" + message);
    }

    @Test
    void whatIsWrongWithAllOfARangeIsToldOnce() {
        assertThat(load("printers:\n  bay-[1-500]: {address: 127.1.0.1+, nozle: 0.4, name: ''}\n")
                        .messages())
                .hasSize(2);
    }

    @Test
    void aPrinterInARangeCannotBeWrittenOnItsOwnAsWell() {
        assertThat(load("printers:\n  bay-[1-9]: {address: 127.1.0.1+}\n  bay-7: {address: 127.1.1.1}\n")
                        .messages())
                .containsExactly("farm.yaml:4:3 printers.bay-7: expected ids of their own, got bay-7 twice, first at"
                        + " farm.yaml:3:3");
    }

    @Test
    void moreThanTheTreeMayHoldIsRefused() {
        String services = "services: {bind: {targets: [" + "a, ".repeat(200) + "a]}}";
        assertThat(load("printers:\n  bay-[1-9999]: {address: 127.1.0.1+, " + services + "}\n")
                        .messages())
                .first()
                .isEqualTo("farm.yaml:3:3 printers.bay-[1-9999]: expected at most 750000 keys and values in all");
    }
}
