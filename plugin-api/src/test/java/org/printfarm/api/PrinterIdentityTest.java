package org.printfarm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrinterIdentityTest {

    @ParameterizedTest
    @ValueSource(strings = {"Bay 1", "Küche", "打印机", "a\uD83D\uDE00b", "\"quoted\" \\ {json}", "x"})
    void namesOfAnyScriptAreTaken(String name) {
        assertThat(identity("01P00A391800001", name, "01.09.00.00").name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "a\rb",
                "a\nb",
                "a\u0000b",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u007Fb",
                "\uD83D alone"
            })
    void namesThatCouldBreakALineOrAnEncodingAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> identity("01P00A391800001", name, "01.09.00.00"))
                .withMessageStartingWith("name:");
    }

    @Test
    void aNameHasAtMostSixtyFourCharacters() {
        assertThat(PrinterIdentity.isName("x".repeat(64))).isTrue();
        assertThat(PrinterIdentity.isName("x".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01P00A39180000",
                "01P00A3918000011",
                "01p00a391800001",
                "01P00A39180000!",
                "01P00A39180000\n"
            })
    void aSerialHasFifteenUpperCaseLettersAndDigits(String serial) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> identity(serial, "Bay 1", "01.09.00.00"))
                .withMessageStartingWith("serial:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.9.0.0", "01.09.00", "01.09.00.00.00", "01.09.00.0x"})
    void aFirmwareHasFourGroupsOfTwoDigits(String firmware) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> identity("01P00A391800001", "Bay 1", firmware))
                .withMessageStartingWith("firmware:");
    }

    private static PrinterIdentity identity(String serial, String name, String firmware) {
        return new PrinterIdentity(serial, PrinterModel.P1S, name, firmware);
    }
}
