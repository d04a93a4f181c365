package org.printfarm.host.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterMemory;

final class PrinterMemoriesTest {

    private final Printer bay = TestPrinters.next();

    @TempDir
    private Path data;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theLastOfManyWritesIsThereAfterARestart() {
        try (PrinterMemories before = new PrinterMemories(data)) {
            for (int number = 0; number <= 100; number++) {
                before.of(bay).write("mqtt", bytes("number " + number));
                assertThat(before.of(bay).read("mqtt")).contains(bytes("number " + number));
            }
        }
        try (PrinterMemories after = new PrinterMemories(data)) {
            assertThat(after.of(bay).read("mqtt")).contains(bytes("number 100"));
            assertThat(after.of(bay).read("ftp")).isEmpty();
            assertThat(after.of(TestPrinters.next()).read("mqtt")).isEmpty();
        }
    }

    @Test
    void moreThanTheLimitIsNeitherWrittenNorRead() throws IOException {
        try (PrinterMemories memories = new PrinterMemories(data)) {
            byte[] tooMuch = new byte[PrinterMemory.MAX_BYTES + 1];
            assertThatThrownBy(() -> memories.of(bay).write("mqtt", tooMuch))
                    .isInstanceOf(IllegalArgumentException.class);
            Path file = data.resolve(PrinterMemories.FOLDER).resolve(bay.id()).resolve("mqtt");
            Files.createDirectories(file.getParent());
            Files.write(file, tooMuch);
            assertThat(memories.of(bay).read("mqtt")).isEmpty();
        }
    }

    @Test
    void aServiceCannotLeaveItsFolder() {
        try (PrinterMemories memories = new PrinterMemories(data)) {
            assertThatThrownBy(() -> memories.of(bay).read("../other/mqtt"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatCannotBeWrittenThrowsNothing() throws IOException {
        Files.writeString(data.resolve(PrinterMemories.FOLDER), "a file where the folder should be");
        try (PrinterMemories memories = new PrinterMemories(data)) {
            memories.of(bay).write("mqtt", bytes("lost"));
        }
    }
}
