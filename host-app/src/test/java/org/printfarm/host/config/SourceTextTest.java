package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a file before it is YAML. */
final class SourceTextTest {

    private static final String SOUND = "printers: {bay-1: {address: 127.1.0.1, access-code: Kn0wnC0d}}\n";

    @TempDir
    private Path folder;

    private Farms load(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("farm.yaml"), content);
        return new Farms(folder).load(file, ConfigLoader.Serials.PREVIEW, 1);
    }

    private Farms load(Path file) {
        return new Farms(folder).load(file, ConfigLoader.Serials.PREVIEW, 1);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(load(folder.resolve("farm.yaml")).messages())
                .containsExactly("farm.yaml there is no such file: write one, or name it with -c");
    }

    @Test
    void aFolderIsNoFarmFile() {
        assertThat(load(folder.resolve("secrets")).messages()).containsExactly("secrets expected a file, got a folder");
    }

    @Test
    void aDeviceIsNoFarmFile() {
        assertThat(load(Path.of("/dev/zero")).messages())
                .containsExactly("/dev/zero expected a file, got a pipe or a device");
    }

    @Test
    void aFileBelowAFileIsMissing() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), SOUND);

        assertThat(load(file.resolve("farm.yaml")).messages()).hasSize(1);
    }

    @Test
    void anUnreadableFileIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("farm.yaml"), SOUND);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(file)).as("root may read everything").isFalse();

        assertThat(load(file).messages()).containsExactly("farm.yaml cannot be read: permission denied");
    }

    @Test
    void aFileBeyondTheLimitIsRefusedByName() throws IOException {
        Farms farms = load((SOUND + "#".repeat(SourceText.MAX_BYTES)).getBytes(StandardCharsets.UTF_8));

        assertThat(farms.messages()).containsExactly("farm.yaml expected at most 8 MiB, got more");
    }

    @Test
    void aFileOfExactlyTheLimitIsRead() throws IOException {
        byte[] content = (SOUND + "#".repeat(SourceText.MAX_BYTES - SOUND.length())).getBytes(StandardCharsets.UTF_8);

        assertThat(load(content).messages()).isEmpty();
    }

    @Test
    void aByteThatIsNotUtf8IsNamedWithItsPlace() throws IOException {
        byte[] content = "# Werkstatt\n# für alle\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(load(content).messages())
                .containsExactly("farm.yaml:2:4 expected UTF-8, got a byte that is none: save the file as UTF-8");
    }

    @Test
    void aFileCutOffWithinACharacterIsNotUtf8() throws IOException {
        assertThat(load(new byte[] {'#', (byte) 0xC3}).messages())
                .containsExactly("farm.yaml:1:2 expected UTF-8, got a byte that is none: save the file as UTF-8");
    }

    @Test
    void utf16IsNotUtf8() throws IOException {
        assertThat(load(SOUND.getBytes(StandardCharsets.UTF_16)).messages())
                .containsExactly("farm.yaml:1:1 expected UTF-8, got a byte that is none: save the file as UTF-8");
    }

    @Test
    void aControlCharacterIsNamedWithItsPlace() throws IOException {
        assertThat(load("a: 1\r\nb: \u0007".getBytes(StandardCharsets.UTF_8)).messages())
                .containsExactly("farm.yaml:2:4 expected text, got the control character U+0007");
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsDoNoHarm() throws IOException {
        String text =
                "\uFEFFprinters:\r\n  bay-1:\r\n    address: 127.1.0.1\r\n    access-code: Kn0wnC0d\r\n    x: 1\r\n";

        assertThat(load(text.getBytes(StandardCharsets.UTF_8)).messages())
                .singleElement()
                .asString()
                .startsWith("farm.yaml:5:5 printers.bay-1.x: unknown key");
    }

    @Test
    void columnsCountCharactersAndNotBytes() throws IOException {
        Farms farms = load("farm: {name: 🖨ü, x: 1}".getBytes(StandardCharsets.UTF_8));

        assertThat(farms.messages().get(1)).startsWith("farm.yaml:1:18 farm.x: unknown key");
    }
}
