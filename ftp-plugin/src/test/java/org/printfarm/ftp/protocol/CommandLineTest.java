package org.printfarm.ftp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void verbsAreTakenInAnyCase() {
        assertThat(CommandLine.parse("sToR a b.3mf")).isEqualTo(new CommandLine("STOR", "a b.3mf"));
    }

    @Test
    void blanksOfTheArgumentAreKept() {
        assertThat(CommandLine.parse("STOR  a ")).isEqualTo(new CommandLine("STOR", " a "));
    }

    @Test
    void aLineWithoutACommandHasAnEmptyVerb() {
        assertThat(CommandLine.parse("").verb()).isEmpty();
        assertThat(CommandLine.parse(" USER").verb()).isEmpty();
        assertThat(CommandLine.parse("GET / HTTP").verb()).isEqualTo("GET");
        assertThat(CommandLine.parse("A1B").verb()).isEmpty();
        assertThat(CommandLine.parse("TOOLONGVERB").verb()).isEmpty();
    }

    @Test
    void nothingOfTheLineIsPrinted() {
        assertThat(CommandLine.parse("PASS Ab3xYz79").toString()).doesNotContain("PASS", "Ab3xYz79");
    }

    @Property(tries = 300)
    void aVerbAndItsArgumentComeBack(
            @ForAll @AlphaChars @StringLength(min = 1, max = 8) String verb,
            @ForAll @StringLength(max = 60) String argument) {
        CommandLine line = CommandLine.parse(verb + " " + argument);
        assertThat(line.verb()).isEqualToIgnoringCase(verb);
        assertThat(line.argument()).isEqualTo(argument);
    }

    @Property(tries = 300)
    void anyTextIsParsedAndTheVerbIsLettersOnly(@ForAll String text) {
        assertThat(CommandLine.parse(text).verb()).matches("[A-Z]{0,8}");
    }
}
