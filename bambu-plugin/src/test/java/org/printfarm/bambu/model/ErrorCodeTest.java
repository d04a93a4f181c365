package org.printfarm.bambu.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.printfarm.api.driver.MachineFault.Code;

class ErrorCodeTest {

    @Test
    void aKnownCodeIsToldInWordsWithItsNumberAndItsMend() {
        ErrorCode code = ErrorCode.hms(0x03001200, 0x00020001);
        assertThat(code.fault().code()).isEqualTo(Code.HARDWARE);
        assertThat(code.fault().detail()).isEqualTo("0300-1200-0002-0001");
        assertThat(code.fault().text())
                .isEqualTo(
                        "the machine reports an error from the motion controller (0300-1200-0002-0001): the front cover"
                                + " of the tool head fell off: put it back");
        assertThat(ErrorCode.printError(0x03008004).fault().text()).contains("(0300_8004): filament ran out");
    }

    @Test
    void oneLineStandsForEveryUnitAndSlotOfAnAms() {
        assertThat(ErrorCode.hms(0x07012200, 0x00020001).fault().text())
                .contains("from an AMS, unit B, slot 3 (0701-2200-0002-0001): filament ran out");
        assertThat(ErrorCode.hms(0x18031000, 0x00020002).fault().text())
                .contains("from an AMS HT, unit D, slot 1 (1803-1000-0002-0002): the motor of the slot is overloaded");
        assertThat(ErrorCode.printError(0x07028011).fault().text())
                .contains("from an AMS, unit C (0702_8011): filament ran out");
        assertThat(ErrorCode.printError(0x07FF8011).fault().text())
                .contains("from an AMS (07FF_8011): filament ran out");
    }

    @Test
    void anUnknownCodeIsToldWithTheWayToLookItUp() {
        assertThat(ErrorCode.hms(0x03FF0100, 0x00030009).fault().text())
                .isEqualTo(
                        "the machine reports a message from the motion controller (03FF-0100-0003-0009); its screen says"
                                + " more, and the maker's wiki (wiki.bambulab.com) when searched for HMS_03FF-0100-0003-0009");
        assertThat(ErrorCode.printError(0x05FF1234).fault().text()).endsWith("when searched for 05FF_1234");
    }

    @Test
    void eachLineOfTheTableIsACodeOnceAndASentence() throws IOException {
        List<String> lines;
        try (InputStream file = ErrorTexts.class.getResourceAsStream("error-codes.txt")) {
            lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
        Set<String> codes = new HashSet<>();
        assertThat(lines)
                .hasSizeGreaterThan(100)
                .allMatch(line ->
                        line.matches("([0-9A-F]{4}(-[0-9A-F]{4}){3}|[0-9A-F]{4}_[0-9A-F]{4}) [a-zA-Z].{10,}[^.]"))
                .allMatch(line -> codes.add(line.split(" ", 2)[0]));
    }
}
