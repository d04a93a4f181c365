package org.printfarm.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransferSlotsTest {

    @Test
    void onePrinterMayHaveItsShareAndNoMore() {
        TransferSlots.PerPrinter printer = new TransferSlots(10).forPrinter(2);
        Runnable first = printer.take().orElseThrow();
        assertThat(printer.take()).isPresent();
        assertThat(printer.take()).isEmpty();
        first.run();
        first.run();
        assertThat(printer.take()).isPresent();
        assertThat(printer.take()).isEmpty();
    }

    @Test
    void allPrintersTogetherAreBoundedToo() {
        TransferSlots all = new TransferSlots(2);
        TransferSlots.PerPrinter one = all.forPrinter(5);
        TransferSlots.PerPrinter other = all.forPrinter(5);
        Runnable first = one.take().orElseThrow();
        assertThat(one.take()).isPresent();
        assertThat(other.take()).isEmpty();
        first.run();
        assertThat(other.take()).isPresent();
    }
}
