package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Serials that nobody wrote: made once, kept, and different from everybody else's. */
final class SerialRegisterTest {

    private static final String FARM = """
            defaults: {access-code: Kn0wnC0d}
            printers:
              bay-1: {address: 127.1.0.1, model: P1S}
              bay-2: {address: 127.1.0.2, model: A1 mini}
            """;

    @TempDir
    private Path folder;

    private Path book;
    private Path farm;

    @BeforeEach
    void placeBook() {
        book = folder.resolve("data/serials.json");
        farm = folder.resolve("farm.yaml");
    }

    private Farms load(String yaml, ConfigLoader.Serials serials, int seed) throws IOException {
        Files.writeString(farm, yaml);
        return new Farms(folder).load(farm, serials, seed);
    }

    private Farms keep(String yaml) throws IOException {
        return load(yaml, ConfigLoader.Serials.KEEP, 1);
    }

    private static String serial(Farms farms, String id) {
        return farms.printer(id).printer().identity().serial();
    }

    @Test
    void aMadeSerialHasTheModelsPrefixAndIsEasyToType() throws IOException {
        Farms farms = keep(FARM);

        assertThat(farms.messages()).isEmpty();
        assertThat(serial(farms, "bay-1")).matches("01P[2-9A-HJ-NP-Z]{12}");
        assertThat(serial(farms, "bay-2")).matches("030[2-9A-HJ-NP-Z]{12}");
    }

    @Test
    void aMadeSerialIsTheSameInTheNextRun() throws IOException {
        Farms first = keep(FARM);
        Farms second = load(FARM, ConfigLoader.Serials.KEEP, 2);

        assertThat(second.config().printers())
                .extracting(PrinterEntry::printer)
                .isEqualTo(first.config().printers().stream()
                        .map(PrinterEntry::printer)
                        .toList());
    }

    @Test
    void twoFarmsDifferThoughTheirFilesAreTheSame() throws IOException {
        Farms one = load(FARM, ConfigLoader.Serials.PREVIEW, 1);
        Farms other = load(FARM, ConfigLoader.Serials.PREVIEW, 2);

        assertThat(serial(one, "bay-1")).isNotEqualTo(serial(other, "bay-1"));
    }

    @Test
    void aPreviewWritesNothing() throws IOException {
        Farms farms = load(FARM, ConfigLoader.Serials.PREVIEW, 1);

        assertThat(farms.messages()).isEmpty();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aPreviewTellsTheSerialsThatAreKept() throws IOException {
        String kept = serial(keep(FARM), "bay-1");

        assertThat(serial(load(FARM, ConfigLoader.Serials.PREVIEW, 2), "bay-1")).isEqualTo(kept);
    }

    @Test
    void onlyTheOwnerCanReadTheBook() throws IOException {
        keep(FARM);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(book)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(book.getParent())))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(book.getParent())) {
            assertThat(files).containsExactlyInAnyOrder(book, book.resolveSibling("serials.lock"));
        }
    }

    @Test
    void anotherModelGetsAnotherSerialAndTheFirstOneIsKeptForIt() throws IOException {
        String first = serial(keep(FARM), "bay-1");
        String second = serial(keep(FARM.replace("P1S", "X1E")), "bay-1");

        assertThat(second).startsWith("03W");
        assertThat(serial(keep(FARM), "bay-1")).isEqualTo(first);
        assertThat(serial(keep(FARM.replace("P1S", "X1E")), "bay-1")).isEqualTo(second);
    }

    @Test
    void aPrinterThatLeftTheFileGetsItsSerialBack() throws IOException {
        String first = serial(keep(FARM), "bay-2");
        keep(FARM.lines().limit(3).reduce("", (text, line) -> text + line + "\n"));

        assertThat(serial(keep(FARM), "bay-2")).isEqualTo(first);
    }

    @Test
    void aBookThatNeedsNothingNewIsNotWritten() throws IOException {
        keep(FARM);
        Object key = Files.readAttributes(book, "unix:ino").get("ino");
        keep(FARM);

        assertThat(Files.readAttributes(book, "unix:ino").get("ino")).isEqualTo(key);
    }

    @Test
    void nobodyGetsASerialThatThePrinterBesideItHasByConfiguration() throws IOException {
        String made = serial(load(FARM, ConfigLoader.Serials.PREVIEW, 1), "bay-1");
        Farms farms = keep(FARM.replace("mini", "mini, serial: " + made));

        assertThat(farms.problems().mistakes()).isEmpty();
        assertThat(serial(farms, "bay-1")).isNotEqualTo(made);
    }

    @Test
    void aKeptSerialThatIsGivenToAnotherPrinterIsAMistakeThatNamesBoth() throws IOException {
        String made = serial(keep(FARM), "bay-1");
        Farms farms = keep(FARM.replace("A1 mini", "P1S, serial: " + made));

        assertThat(farms.messages())
                .containsExactly("farm.yaml:4:51 printers.bay-2.serial: expected a serial of its own, got " + made
                        + ", which was made for printers.bay-1 (data/serials.json)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{} {}",
                "{\"version\":2,\"farm\":\"AAAAAAAAAAAAAAAA\",\"serials\":{}}",
                "{\"version\":1,\"farm\":\"\",\"serials\":{}}",
                "{\"version\":1,\"farm\":\"AAAAAAAAAAAAAAAA\"}",
                "{\"version\":1,\"farm\":\"AAAAAAAAAAAAAAAA\",\"serials\":{\"bay-1\":[\"01P\"]}}",
                "{\"version\":1,\"farm\":\"AAAAAAAAAAAAAAAA\",\"serials\":{\"bay-1\":[]}}",
                "{\"version\":1,\"farm\":\"AAAAAAAAAAAAAAAA\",\"serials\":{\"bay-1\":\"01PAAAAAAAAAAAA\"}}",
                "{\"version\":1,\"farm\":\"AAAAAAAAAAAAAAAA\",\"serials\":"
                        + "{\"bay-1\":[\"01PAAAAAAAAAAAA\"],\"bay-2\":[\"01PAAAAAAAAAAAA\"]}}",
                "{\"version\":1,\"farm\":\"AAAAAAAAAAAAAAAA\",\"serials\":"
                        + "{\"bay-1\":[\"01PAAAAAAAAAAAA\"],\"bay-1\":[\"01PAAAAAAAAAAAB\"]}}",
            })
    void aDamagedBookIsAMistakeAndIsNeverWrittenOver(String content) throws IOException {
        Files.createDirectories(book.getParent());
        Files.writeString(book, content);
        Farms farms = keep(FARM);

        assertThat(farms.messages())
                .containsExactly("data/serials.json is damaged: restore it from a copy; without it, slicers take these"
                        + " printers for new ones");
        assertThat(book).hasContent(content);
    }

    @Test
    void aBookThatIsAFolderIsAMistake() throws IOException {
        Files.createDirectories(book);

        assertThat(keep(FARM).messages()).singleElement().asString().startsWith("data/serials.json cannot be read: ");
    }

    @Test
    void aFileInThePlaceOfTheDataFolderIsAMistake() throws IOException {
        Files.writeString(folder.resolve("data"), "");

        assertThat(keep(FARM).messages())
                .containsExactly("farm.yaml:1:1 farm.data: expected a folder, got the file data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEEP", "PREVIEW"})
    void aDataFolderThatCannotBeMadeIsAMistakeInBothModes(ConfigLoader.Serials serials) throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "");
        Farms farms = load("farm: {data: blocked/data}\n" + FARM, serials, 1);

        assertThat(farms.messages())
                .singleElement()
                .asString()
                .startsWith("farm.yaml:1:14 farm.data: serials cannot be kept in blocked/data/serials.json: ");
        assertThat(blocked).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEEP", "PREVIEW"})
    void aDataFolderWithoutPermissionIsAMistakeInBothModes(ConfigLoader.Serials serials) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-x------"));
        assumeThat(Files.isWritable(data)).as("root may write everywhere").isFalse();

        assertThat(load(FARM, serials, 1).messages())
                .containsExactly("farm.yaml:1:1 farm.data: serials cannot be kept in data/serials.json:"
                        + " permission denied; give the user that runs the farm the right to it");
    }
}
