package org.printfarm.host.job.threemf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.host.job.threemf.SlicedContents.Filament;
import org.printfarm.host.job.threemf.SlicedContents.Kind;
import org.printfarm.host.job.threemf.SlicedContents.Plate;
import org.printfarm.host.job.threemf.SlicedContents.Use;

/** What a sliced file tells, and what it is not believed. */
final class ThreeMfTest {

    private static final String ONE_PLATE = "<config><plate><metadata key=\"index\" value=\"1\"/>"
            + "<metadata key=\"prediction\" value=\"60\"/></plate></config>";
    private static final List<Plate> UNTOLD = IntStream.rangeClosed(1, 3)
            .mapToObj(number -> new Plate(number, 0, List.of(), false, ""))
            .toList();

    @TempDir
    private Path folder;

    @Test
    void aSlicedFileTellsItsModelPlatesTimesAndFilaments() throws IOException {
        SlicedContents contents = read(Archives.sliced("a"));
        assertThat(contents.kind()).isEqualTo(Kind.SLICED);
        assertThat(contents.printerModels()).containsExactly("C12");
        assertThat(contents.plates())
                .containsExactly(
                        new Plate(
                                1,
                                5025,
                                List.of(
                                        new Filament("PLA", "#00AE42", 16.25, numbered(1)),
                                        new Filament("PETG", "#FFFFFF", 1.28, numbered(2))),
                                true,
                                ""),
                        new Plate(2, 60, List.of(new Filament("ABS", "#000000", 0.5, numbered(1))), false, ""));
    }

    private static Use numbered(int number) {
        return new Use(number, false, "", "", "", "");
    }

    @Test
    void aPlateTellsWhichNozzlePrintsWhichFilament() throws IOException {
        Plate plate = info("<config><plate><metadata key=\"index\" value=\"1\"/>"
                        + "<metadata key=\"nozzle_diameters\" value=\"0.4,0.6\"/>"
                        + "<filament id=\"3\" tray_info_idx=\"GFA00\" type=\"PLA\" color=\"#161616\" used_m=\"7.53\""
                        + " used_g=\"22.46\" group_id=\"1\" nozzle_diameter=\"0.60\" volume_type=\"High Flow\"/>"
                        + "<filament id=\"4\" type=\"PLA\" used_m=\"0.00\" used_g=\"0.00\"/>"
                        + "<filament id=\"5\" type=\"PLA\" used_m=\"1.00\" used_g=\"0.00\"/></plate></config>")
                .plates()
                .get(0);
        assertThat(plate.nozzles()).isEqualTo("0.4,0.6");
        assertThat(plate.filaments())
                .extracting(Filament::use)
                .as("a filament of unknown density is used all the same")
                .containsExactly(
                        new Use(3, false, "GFA00", "0.60", "High Flow", "1"),
                        new Use(4, true, "", "", "", ""),
                        numbered(5));
    }

    @Test
    void aPictureIsServedFromTheFile() throws IOException {
        Path file = file(Archives.sliced("a"));
        assertThat(ThreeMf.thumbnail(file, 1)).contains(Archives.picture());
        assertThat(ThreeMf.thumbnail(file, 2)).isEmpty();
        assertThat(ThreeMf.thumbnail(file, -1)).isEmpty();
    }

    @Test
    void aModelThatNoSlicerSavedHasNoPlate() throws IOException {
        assertThat(read(Archives.zip(Map.of("3D/3dmodel.model", Archives.text("<model/>")))))
                .isEqualTo(new SlicedContents(Kind.WITHOUT_PLATE, List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plate_1.png", "plate_2.json", "project_settings.config"})
    void aProjectWithoutGcodeHasNoPlateWhateverElseIsInIt(String name) throws IOException {
        SlicedContents contents = read(Archives.zip(Map.of(
                "Metadata/" + name, Archives.text("{}"), "Metadata/slice_info.config", Archives.text(ONE_PLATE))));
        assertThat(contents).isEqualTo(new SlicedContents(Kind.PROJECT, List.of(), List.of()));
        assertThat(contents.hasPlate(1)).isFalse();
    }

    @Test
    void aPlateExistsWhenItsGcodeDoes() throws IOException {
        SlicedContents contents = read(Archives.sliced("a"));
        assertThat(contents.hasPlate(2)).isTrue();
        assertThat(contents.hasPlate(3)).isFalse();
        assertThat(SlicedContents.NONE.hasPlate(3)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Bambu Lab P1S,C12",
        "Bambu Lab X1 Carbon,BL-P001",
        "Bambu Lab A1 mini,N1",
        "N2S,N2S",
        "Some Other Printer,Some Other Printer"
    })
    void theModelIsReadFromTheProjectsSettingsToo(String written, String code) throws IOException {
        String settings = "{\"filament_colour\": [\"#FFFFFF\"], \"printer_model\": \"" + written + "\", \"x\": 1}";
        assertThat(read(Archives.zip(Map.of("Metadata/project_settings.config", Archives.text(settings))))
                        .printerModels())
                .containsExactly(code);
    }

    @Test
    void aRecordOfAnEarlierVersionIsUnderstood() throws IOException {
        String before = "{\"printerModel\":\"C12\",\"plates\":[{\"number\":1,\"printSeconds\":60,"
                + "\"filaments\":[],\"thumbnail\":true}]}";
        SlicedContents contents = new JsonMapper().readValue(before, SlicedContents.class);
        assertThat(contents)
                .isEqualTo(new SlicedContents(
                        Kind.UNKNOWN, List.of("C12"), List.of(new Plate(1, 60, List.of(), true, ""))));
        String nothing = "{\"printerModel\":\"\",\"plates\":[]}";
        assertThat(new JsonMapper().readValue(nothing, SlicedContents.class)).isEqualTo(SlicedContents.NONE);
    }

    @Test
    void platesAreFoundByTheirGcodeWhenNothingElseTellsOfThem() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("Metadata/plate_3.gcode", new byte[0]);
        entries.put("Metadata/plate_1.png", new byte[0]);
        entries.put("Metadata/plate_x.png", new byte[0]);
        entries.put("Metadata/plate_1_small.png", new byte[0]);
        assertThat(read(Archives.zip(entries)).plates())
                .extracting(Plate::number)
                .containsExactly(3);
    }

    @Test
    void metadataWithADocumentTypeTellsNothing() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "C12");
        String external = "<!DOCTYPE config [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                + "<config><plate><metadata key=\"index\" value=\"1\"/>&x;</plate></config>";
        assertThat(info(external).printerModels()).isEmpty();
        assertThat(info(external).plates()).isEqualTo(UNTOLD);
        String laughs = "<!DOCTYPE c [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><c v=\"&b;\"/>";
        assertThat(info(laughs).plates()).isEqualTo(UNTOLD);
    }

    @Test
    void metadataThatIsNoXmlTellsNothing() throws IOException {
        assertThat(info("<config><plate>").plates()).isEqualTo(UNTOLD);
        assertThat(info("{}").plates()).isEqualTo(UNTOLD);
        assertThat(info("\u0000\u0001").plates()).isEqualTo(UNTOLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<metadata key=\"x\" value=\"a<b\"/>",
                "<metadata key=\"x\" value=1/>",
                "<metadata key=\"x\" value=\"never ends/>",
                "<filament id=\"1\" type=\"PLA\" type=\"PLA\" used_g=\"&nothing;\"/>",
                "<7/>",
                "</warning>",
                "<warning>",
                "<!-- <plate> -- -->",
                "\u0000 & ]]>",
                "<?"
            })
    void anUnreadableElementCostsItselfAlone(String bad) throws IOException {
        String plate = "<plate><metadata key=\"index\" value=\"%d\"/>%s<metadata key=\"prediction\" value=\"60\"/>"
                + "<filament type=\"P&amp;A&#43;\" used_g='2'/></plate>";
        List<Plate> plates = info("<config>" + plate.formatted(1, "") + plate.formatted(2, bad) + bad
                        + plate.formatted(3, "") + "</config>")
                .plates();
        assertThat(plates).extracting(Plate::number).containsExactly(1, 2, 3);
        assertThat(plates).extracting(Plate::printSeconds).containsOnly(60L);
        assertThat(plates).allMatch(one -> one.filaments().contains(new Filament("P&A+", "", 2, Use.NONE)));
    }

    @Test
    void aTextThatIsNoXmlTakesNoLongerThanAnyOther() throws IOException {
        String hostile = "<a b=\"".repeat(ThreeMf.MAX_METADATA_BYTES / 8);
        assertThat(info(hostile).plates()).isEqualTo(UNTOLD);
        assertThat(info("<a " + " b = 'c'".repeat(100_000)).plates()).isEqualTo(UNTOLD);
        assertThat(info("<!--".repeat(ThreeMf.MAX_METADATA_BYTES / 8)).plates()).isEqualTo(UNTOLD);
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
        Plate plate = info(absurd).plates().get(0);
        assertThat(plate.printSeconds()).isZero();
        assertThat(plate.filaments().get(0).type()).hasSize(64);
        assertThat(plate.filaments().get(0).grams()).isZero();
    }

    @Test
    void platesAreBounded() throws IOException {
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 1; i <= 2 * ThreeMf.MAX_PLATES; i++) {
            many.put("Metadata/plate_" + i + ".gcode", new byte[0]);
        }
        assertThat(read(Archives.zip(many)).plates()).hasSize(ThreeMf.MAX_PLATES);
    }

    @Test
    void metadataLargerThanAllowedIsNotRead() throws IOException {
        String padding = " ".repeat(ThreeMf.MAX_METADATA_BYTES);
        assertThat(info(padding + ONE_PLATE).plates()).isEqualTo(UNTOLD);
    }

    /** What it tells of plates 1 to 3, whose G-code is there. */
    private SlicedContents info(String sliceInfo) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("Metadata/slice_info.config", Archives.text(sliceInfo));
        IntStream.rangeClosed(1, 3).forEach(plate -> entries.put("Metadata/plate_" + plate + ".gcode", new byte[1]));
        return read(Archives.zip(entries));
    }

    private SlicedContents read(byte[] archive) throws IOException {
        try (ZipArchive zip = ZipArchive.open(file(archive))) {
            return ThreeMf.read(zip);
        }
    }

    private Path file(byte[] archive) throws IOException {
        return Files.write(Files.createTempFile(folder, "archive", ".3mf"), archive);
    }
}
