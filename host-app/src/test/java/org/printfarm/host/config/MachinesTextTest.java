package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.printfarm.host.text.CsvRows.Cell;

final class MachinesTextTest {

    private static final String LINE =
            "left: {driver: bambu, model: \"A1 mini\", serial: \"030123456789012\", access-code: \"${file:secrets/left}\"}";

    private static List<MachineDraft> left() {
        Map<String, Cell> cells = new LinkedHashMap<>();
        Map.of("driver", "bambu").forEach((key, value) -> cells.put(key, new Cell(value, 1, 1)));
        cells.put("model", new Cell("A1 mini", 1, 1));
        cells.put("name", new Cell("", 1, 1));
        cells.put("serial", new Cell("030123456789012", 1, 1));
        cells.put(MachineDraft.CODE, new Cell("Secret12", 1, 1));
        return List.of(new MachineDraft(new Cell("left", 1, 1), cells));
    }

    @Test
    void linesComeBelowTheKeyAndEverythingElseStaysAsItWas() {
        assertThat(MachinesText.with(
                        "farm: {}\nmachines:   # all of them\n    # old\n    a: {driver: x}\nprinters:\n", left()))
                .contains("farm: {}\nmachines: # all of them\n    " + LINE
                        + "\n    # old\n    a: {driver: x}\nprinters:\n");
        assertThat(MachinesText.with("farm: {}", left())).contains("farm: {}\nmachines:\n  " + LINE + "\n");
        assertThat(MachinesText.with("machines: {}\nprinters:\n", left()))
                .contains("machines:\n  " + LINE + "\nprinters:\n");
        assertThat(MachinesText.with("machines: {a: {driver: x}}\n", left())).isEmpty();
    }

    @Test
    void aCodeIsInTheTextToCheckAlone() {
        assertThat(MachinesText.withCodes("", left()))
                .hasValueSatisfying(text -> assertThat(text).contains("access-code: Secret12"));
        assertThat(MachinesText.with("", left()).orElseThrow() + left()).doesNotContain("Secret12");
    }
}
