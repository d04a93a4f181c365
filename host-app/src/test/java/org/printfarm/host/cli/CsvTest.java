package org.printfarm.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvTest {

    @Test
    void cellsAreQuotedWhereTheyMustBeAndAreNeverAFormula() {
        assertThat(Csv.line(List.of("a", "", "b,c", "say \"x\"", "=1+1", "@x", "-2", "a\r\nb")))
                .isEqualTo("a,,\"b,c\",\"say \"\"x\"\"\",'=1+1,'@x,'-2,a\\u000d\\u000ab");
    }
}
