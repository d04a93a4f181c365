package org.printfarm.host.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.intake.SlicedContents.Filament;
import org.printfarm.host.intake.SlicedContents.Plate;

/** What a sliced file tells, and what it is not believed. */
final class ThreeMfTest {

    @TempDir
    private Path folder;

    @Test
    void aSlicedFileTellsItsModelPlatesTimesAndFilaments() throws IOException {
        SlicedContents contents = read(Archives.sliced("a"));
        assertThat(contents.printerModel()).isEqualTo("C12");
        assertThat(contents.plates())
                .containsExactly(
                        new Plate(
                                1,
                                5025,
                                List.of(new Filament("PLA", "#00AE42", 16.25), new Filament("PETG", "#FFFFFF", 1.28)),
                                true),
                        new Plate(2, 60, List.of(new Filament("ABS", "#000000", 0.5)), false));
    }

    @Test
    void aPictureIsServedFromTheFile() throws IOException {
        Path file = file(Archives.sliced("a"));
        assertThat(ThreeMf.thumbnail(file, 1)).contains(Archives.PICTURE);
        assertThat(ThreeMf.thumbnail(file, 2)).isEmpty();
        assertThat(ThreeMf.thumbnail(file, -1)).isEmpty();
    }

    @Test
    void aFileWithoutMetadataTellsNothing() throws IOException {
        assertThat(read(Archives.zip(Map.of("3D/3dmodel.model", Archives.text("<model/>")))))
                .isEqualTo(SlicedContents.NONE);
    }

    @Test
    void platesAreFoundByTheirFilesWhenNothingElseTellsOfThem() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("Metadata/plate_3.gcode", new byte[0]);
        entries.put("Metadata/plate_1.png", new byte[0]);
        entries.put("Metadata/plate_x.png", new byte[0]);
        entries.put("Metadata/plate_1_small.png", new byte[0]);
        assertThat(read(Archives.zip(entries)).plates())
                .extracting(Plate::number)
                .containsExactly(1, 3);
    }

    @Test
    void metadataWithADocumentTypeTellsNothing() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "C12");
        String external = "<!DOCTYPE config [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                + "<config><plate><metadata key=\"index\" value=\"1\"/>&x;</plate></config>";
        assertThat(info(external)).isEqualTo(SlicedContents.NONE);
        String laughs = "<!DOCTYPE c [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><c v=\"&b;\"/>";
        assertThat(info(laughs)).isEqualTo(SlicedContents.NONE);
    }

    @Test
    void metadataThatIsNoXmlTellsNothing() throws IOException {
        assertThat(info("<config><plate>")).isEqualTo(SlicedContents.NONE);
        assertThat(info("{}")).isEqualTo(SlicedContents.NONE);
        assertThat(info("\u0000\u0001")).isEqualTo(SlicedContents.NONE);
    }

    @Test
    void absurdValuesAreNotBelieved() throws IOException {
        String absurd = """
                <config>
                  <plate><metadata key="index" value="NaN"/></plate>
                  <plate><metadata key="index" value="-1"/></plate>
                  <plate>
                    <metadata key="index" value="1"/><metadata key="prediction" value="1e400"/>
                    <filament type="%s" used_g="-Infinity"/>
                  </plate>
                </config>
                """.formatted("x".repeat(10_000));
        List<Plate> plates = info(absurd).plates();
        assertThat(plates).hasSize(1);
        assertThat(plates.get(0).printSeconds()).isZero();
        assertThat(plates.get(0).filaments().get(0).type()).hasSize(64);
        assertThat(plates.get(0).filaments().get(0).grams()).isZero();
    }

    @Test
    void platesAreBounded() throws IOException {
        StringBuilder many = new StringBuilder("<config>");
        for (int i = 1; i <= 2 * ThreeMf.MAX_PLATES; i++) {
            many.append("<plate><metadata key=\"index\" value=\"").append(i).append("\"/></plate>");
        }
        assertThat(info(many + "</config>").plates()).hasSize(ThreeMf.MAX_PLATES);
    }

    @Test
    void metadataLargerThanAllowedIsNotRead() throws IOException {
        String padding = " ".repeat(ThreeMf.MAX_METADATA_BYTES);
        assertThat(info("<config>" + padding + "<plate><metadata key=\"index\" value=\"1\"/></plate></config>"))
                .isEqualTo(SlicedContents.NONE);
    }

    private SlicedContents info(String sliceInfo) throws IOException {
        return read(Archives.zip(Map.of("Metadata/slice_info.config", Archives.text(sliceInfo))));
    }

    private SlicedContents read(byte[] archive) throws IOException {
        return ThreeMf.read(file(archive));
    }

    private Path file(byte[] archive) throws IOException {
        return Files.write(Files.createTempFile(folder, "archive", ".3mf"), archive);
    }
}
