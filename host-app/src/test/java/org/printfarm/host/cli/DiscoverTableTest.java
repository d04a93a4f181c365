package org.printfarm.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.printfarm.host.view.Conflict;
import org.printfarm.host.view.DiscoverReport;
import org.printfarm.host.view.FoundPrinter;

final class DiscoverTableTest {

    @Test
    void theTableIsAlignedAndNamesTheConflict() {
        FoundPrinter first = printer("Bay 1", "192.168.1.51", "192.168.1.152");
        FoundPrinter second = printer("Küche", "192.168.1.152", "192.168.1.51");
        assertThat(DiscoverTable.lines(new DiscoverReport(List.of(first, second), List.of())))
                .containsExactly(
                        "SERIAL           NAME   MODEL      ADDRESS        FIRMWARE     AGE",
                        "01P00A391800001  Bay 1  P1S (C12)  192.168.1.51   01.09.00.00  0 s",
                        "  ! another printer at 192.168.1.152 announces this serial too",
                        "01P00A391800001  Küche  P1S (C12)  192.168.1.152  01.09.00.00  0 s",
                        "  ! another printer at 192.168.1.51 announces this serial too");
        assertThat(DiscoverTable.lines(new DiscoverReport(List.of(), List.of())))
                .containsExactly("no printer was heard");
    }

    private static FoundPrinter printer(String name, String address, String other) {
        return new FoundPrinter(
                "01P00A391800001",
                name,
                "C12",
                address,
                "01.09.00.00",
                0,
                List.of(new Conflict(Conflict.Code.SERIAL_ANNOUNCED_BY_TWO, other)));
    }
}
