package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.driver.TraySlot;

/** What a driver is handed of a slicer's words. */
final class OrderMakerTest {

    private static final Optional<TraySlot> EXTERNAL = Optional.of(new TraySlot(TraySlot.EXTERNAL, 0));

    @ParameterizedTest
    @CsvSource({
        "cube.gcode.3mf, cube_7.gcode.3mf",
        "folder/Part A (v2).3mf, Part-A-v2-_7.gcode.3mf",
        "été.gcode, -t-_7.gcode",
        "/.hidden, job_7.gcode",
        "plain, plain_7.gcode"
    })
    void aNameIsANameOnEveryCard(String sent, String onMachine) {
        assertThat(OrderMaker.fileName(sent, 7)).isEqualTo(onMachine);
    }

    @Test
    void traysAreThoseThatTheSlicerChose() {
        assertThat(OrderMaker.mapping(Map.of("ams_mapping", "[0,5,-1,128,254]")))
                .containsExactly(
                        Optional.of(new TraySlot(0, 0)),
                        Optional.of(new TraySlot(1, 1)),
                        Optional.empty(),
                        Optional.of(new TraySlot(128, 0)),
                        Optional.of(new TraySlot(254, 0)));
        assertThat(OrderMaker.mapping(Map.of(
                        "ams_mapping",
                        "[-1,2]",
                        "ams_mapping2",
                        "[{\"ams_id\":255,\"slot_id\":0},{\"ams_id\":0,\"slot_id\":2}]")))
                .as("the second form says more")
                .containsExactly(EXTERNAL, Optional.of(new TraySlot(0, 2)));
        assertThat(OrderMaker.mapping(Map.of("ams_mapping", "[-1,-1]", "use_ams", "true")))
                .containsExactly(Optional.empty(), Optional.empty());
        assertThat(OrderMaker.mapping(Map.of())).isEmpty();
        assertThat(OrderMaker.mapping(Map.of("ams_mapping", "no list"))).isEmpty();
    }

    @Test
    void withoutAnAmsItIsTheExternalSpool() {
        assertThat(OrderMaker.mapping(Map.of("ams_mapping", "[-1]", "use_ams", "false")))
                .containsExactly(EXTERNAL);
        assertThat(OrderMaker.mapping(Map.of("ams_mapping", "[-1]", "use_ams", "0")))
                .containsExactly(EXTERNAL);
    }
}
