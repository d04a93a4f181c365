package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a further printer costs; the figures for a thousand are in the module's README. */
class ManyPrintersIT {

    private static final int PRINTERS = 200;
    private static final int DESCRIPTORS_PER_PRINTER = 2;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "descriptors are counted in /proc")
    void furtherPrintersCostNoThreadAndAtMostTwoDescriptorsEach() throws Exception {
        try (TestFarm farm = new TestFarm()) {
            farm.printer();
            long threads = threads();
            long descriptors = descriptors();
            for (int i = 0; i < PRINTERS; i++) {
                farm.printer();
            }
            assertThat(threads()).isPositive().isEqualTo(threads);
            assertThat(descriptors() - descriptors).isLessThanOrEqualTo(PRINTERS * DESCRIPTORS_PER_PRINTER);
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ftp-"))
                .count();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
