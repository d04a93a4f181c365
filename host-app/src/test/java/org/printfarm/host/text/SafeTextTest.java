package org.printfarm.host.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void ordinaryTextOfAnyScriptStays() {
        assertThat(SafeText.line("Bay 1 Küche 打印机 😀")).isEqualTo("Bay 1 Küche 打印机 😀");
    }

    @Test
    void whatCouldSteerATerminalIsShownAsItsNumber() {
        assertThat(SafeText.line("a\u001B[2Jb\n\u202Ec\u0085")).isEqualTo("a\\u001b[2Jb\\u000a\\u202ec\\u0085");
    }

    @Test
    void aSentenceHasAMarkForWhatCannotBeShownAndForWhatIsCut() {
        assertThat(SafeText.sentence("a\u001B[2J😀", 20)).isEqualTo("a?[2J😀");
        assertThat(SafeText.sentence("😀😀😀", 2)).isEqualTo("😀😀…");
        assertThat(SafeText.quoted("say \"no\"\n")).isEqualTo("\"say 'no'?\"");
        assertThat(SafeText.quoted("x".repeat(500))).hasSize(SafeText.QUOTED_LENGTH + 3);
    }

    @Test
    void aNameIsCutWhereNamesEnd() {
        assertThat(SafeText.name("x".repeat(100))).hasSize(SafeText.NAME_LENGTH);
        assertThat(SafeText.line("x".repeat(100))).hasSize(100);
    }
}
