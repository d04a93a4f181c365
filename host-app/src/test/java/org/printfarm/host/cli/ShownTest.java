package org.printfarm.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {

    @Test
    void ordinaryTextOfAnyScriptStays() {
        assertThat(Shown.safely("Bay 1 Küche 打印机 😀")).isEqualTo("Bay 1 Küche 打印机 😀");
    }

    @Test
    void whatCouldSteerATerminalIsShownAsItsNumber() {
        assertThat(Shown.safely("a\u001B[2Jb\n\u202Ec\u0085")).isEqualTo("a\\u{1B}[2Jb\\u{A}\\u{202E}c\\u{85}");
    }
}
