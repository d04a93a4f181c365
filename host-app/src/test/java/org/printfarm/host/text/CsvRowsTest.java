package org.printfarm.host.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.printfarm.host.text.CsvRows.Cell;

final class CsvRowsTest {

    @Test
    void cellsAreReadWithTheirPlacesAsSpreadsheetsWriteThem() {
        assertThat(CsvRows.read("\uFEFFid, name\r\n\r\nleft,\"a \"\"b\"\", c\"\r\n\"x\ny\",2\nlast"))
                .containsExactly(
                        List.of(new Cell("id", 1, 1), new Cell("name", 1, 4)),
                        List.of(new Cell("left", 3, 1), new Cell("a \"b\", c", 3, 6)),
                        List.of(new Cell("x\ny", 4, 1), new Cell("2", 5, 4)),
                        List.of(new Cell("last", 6, 1)));
        assertThat(CsvRows.read("a;b\n1;2,5\n")).last().isEqualTo(List.of(new Cell("1", 2, 1), new Cell("2,5", 2, 3)));
        assertThat(CsvRows.read("")).isEmpty();
    }
}
