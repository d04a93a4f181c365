package org.printfarm.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.driver.PrintOrder;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "{file},cube,7.gcode.3mf",
        "{title}-{job}.3mf,cube,cube-j1.3mf",
        "{task}_{plate},cube,7_2",
        "{title},../../etc/passwd,__.._etc_passwd",
        "{title},a/b\\c:d,a_b_c_d",
        "{title},$1,$1",
        "{title},'   ',j1"
    })
    void namesAreFilledInAndStayInTheFolder(String pattern, String title, String name) {
        assertThat(new NamePattern(pattern).of(order(title))).isEqualTo(name);
    }

    @Test
    void aLongNameKeepsItsEnd() {
        String name = new NamePattern("{title}.3mf").of(order("ü".repeat(300)));
        assertThat(name).endsWith("ü.3mf");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cube", "{no}", "{file}/{title}", "{title}?"})
    void aPatternThatCannotBeUsedIsAMistake(String pattern) {
        assertThat(NamePattern.mistake(pattern)).isPresent();
    }

    private static PrintOrder order(String title) {
        return new PrintOrder(
                "j1", 7, "7.gcode.3mf", title, 0, "", "", NamePatternTest::none, 2, List.of(), Map.of(), "{}");
    }

    private static SeekableByteChannel none() {
        throw new IllegalStateException("a name needs no content");
    }
}
