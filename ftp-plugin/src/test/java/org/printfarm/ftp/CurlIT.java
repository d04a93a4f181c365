package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.PrinterEvent;
import org.printfarm.api.contract.MemoryIntake;
import org.printfarm.api.contract.TestPrinters;

/** curl, which is what slicers have inside. */
class CurlIT {

    private static final String USER = "bblp:" + TestPrinters.ACCESS_CODE;

    @TempDir
    Path folder;

    private TestFarm farm;
    private TestFarm.TestPrinter printer;

    @BeforeEach
    void start() {
        farm = new TestFarm();
        printer = farm.printer();
    }

    @AfterEach
    void stop() throws Exception {
        farm.close();
    }

    private Path file(String name, int bytes) throws Exception {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve(name), content);
    }

    private void assertStored(String path, Path file) throws Exception {
        assertThat(printer.context().intake().jobs().values())
                .filteredOn(stored -> stored.path().equals(path))
                .extracting(MemoryIntake.StoredFile::content)
                .containsExactly(ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    @Test
    void anUploadIsAcknowledgedAndStoredByteForByte() throws Exception {
        Path file = file("cube.gcode.3mf", 5_000_000);
        Tool.Result curl = Tool.curl("-u", USER, "-T", file.toString(), printer.url());
        assertThat(curl.exit()).as(curl.output()).isZero();
        assertThat(curl.output()).contains("226 ");
        assertStored("cube.gcode.3mf", file);
        assertThat(printer.context().codes(PrinterEvent.Kind.UPLOADED)).containsExactly("STORED");
    }
}
