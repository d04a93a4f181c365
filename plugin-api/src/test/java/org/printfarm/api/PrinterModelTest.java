package org.printfarm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrinterModelTest {

    @ParameterizedTest
    @CsvSource({
        "X1C, BL-P001, 00M, Bambu Lab X1C",
        "X1, BL-P002, 00M, Bambu Lab X1",
        "X1E, C13, 03W, Bambu Lab X1E",
        "X2D, N6, 20P, Bambu Lab X2D",
        "P1P, C11, 01S, Bambu Lab P1P",
        "P1S, C12, 01P, Bambu Lab P1S",
        "P2S, N7, 22E, Bambu Lab P2S",
        "A1, N2S, 039, Bambu Lab A1",
        "A1 mini, N1, 030, Bambu Lab A1 mini",
        "A2L, N9, 26A, Bambu Lab A2L",
        "H2D, O1D, 094, Bambu Lab H2D",
        "H2D Pro, O1E, 239, Bambu Lab H2D Pro",
        "H2C, O1C, 31B, Bambu Lab H2C",
        "H2S, O1S, 094, Bambu Lab H2S"
    })
    void everyRowOfTheModelTableIsThere(String name, String wireCode, String prefix, String product) {
        PrinterModel model = PrinterModel.find(name).orElseThrow();
        assertThat(model.displayName()).isEqualTo(name);
        assertThat(model.wireCode()).isEqualTo(wireCode);
        assertThat(model.serialPrefix()).isEqualTo(prefix);
        assertThat(model.productName()).isEqualTo(product);
    }

    @ParameterizedTest
    @EnumSource
    void aModelIsFoundByNameAndByWireCodeInAnyCase(PrinterModel model) {
        assertThat(PrinterModel.find(model.displayName().toLowerCase(java.util.Locale.ROOT)))
                .contains(model);
        assertThat(PrinterModel.find(" " + model.wireCode() + " ")).contains(model);
    }

    @Test
    void anUnknownNameFindsNothing() {
        assertThat(PrinterModel.find("P1Z")).isEmpty();
        assertThat(PrinterModel.find("")).isEmpty();
    }

    @Test
    void noTwoModelsShareANameOrCode() {
        assertThat(Arrays.stream(PrinterModel.values())
                        .map(PrinterModel::wireCode)
                        .collect(Collectors.toSet()))
                .hasSize(PrinterModel.values().length);
    }
}
