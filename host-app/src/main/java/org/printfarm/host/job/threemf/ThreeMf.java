package org.printfarm.host.job.threemf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.printfarm.host.job.threemf.SlicedContents.Kind;
import org.printfarm.host.job.threemf.SlicedContents.Plate;

/**
 * Reads what a sliced 3MF tells of itself: {@code slice_info.config}, {@code project_settings.config}, {@code plate_N.gcode} and
 * {@code plate_N.png} in its folder {@code Metadata}. A plate exists when its G-code does. A file that lacks them all is taken too.
 */
public final class ThreeMf {

    /** The largest metadata that is read, bytes. */
    static final int MAX_METADATA_BYTES = 4 << 20;

    /** The largest picture that is served, bytes. */
    static final int MAX_THUMBNAIL_BYTES = 8 << 20;

    /** Plates in one file; more are not listed. */
    static final int MAX_PLATES = 1_000;

    private static final String SLICE_INFO = "Metadata/slice_info.config";
    private static final String PROJECT_SETTINGS = "Metadata/project_settings.config";
    private static final Pattern GCODE = Pattern.compile("Metadata/plate_([1-9][0-9]{0,5})\\.gcode");
    private static final Pattern PLATE_FILE = Pattern.compile("Metadata/plate_[1-9][0-9]{0,5}\\..*");

    private static final byte[] NOTHING = {};

    private ThreeMf() {}

    /** What the file tells. */
    static SlicedContents read(ZipArchive zip) throws IOException {
        SliceInfo info =
                SliceInfo.parse(zip.read(SLICE_INFO, MAX_METADATA_BYTES).orElse(NOTHING));
        Optional<String> model = SettingsModel.parse(
                zip.read(PROJECT_SETTINGS, MAX_METADATA_BYTES).orElse(NOTHING));
        return contents(zip.members().stream().map(ZipMember::name).collect(Collectors.toSet()), info, model);
    }

    /** A plate's picture as PNG; empty when there is none. */
    public static Optional<byte[]> thumbnail(Path file, int plate) throws IOException {
        try (ZipArchive zip = ZipArchive.open(file)) {
            return zip.read(thumbnailName(plate), MAX_THUMBNAIL_BYTES).filter(picture -> picture.length > 0);
        }
    }

    private static SlicedContents contents(Set<String> names, SliceInfo info, Optional<String> settingsModel) {
        List<String> models = Stream.concat(info.printerModels().stream(), settingsModel.stream())
                .map(SettingsModel::wireCode)
                .toList();
        Map<Integer, Plate> told = info.plates().stream()
                .collect(Collectors.toMap(Plate::number, plate -> plate, (first, again) -> again));
        List<Plate> plates = names.stream()
                .map(GCODE::matcher)
                .filter(Matcher::matches)
                .map(name -> Integer.valueOf(name.group(1)))
                .sorted()
                .limit(MAX_PLATES)
                .map(number -> plate(told.getOrDefault(number, new Plate(number, 0, List.of(), false, "")), names))
                .toList();
        return new SlicedContents(kind(names, plates), models, plates);
    }

    private static Plate plate(Plate told, Set<String> names) {
        return new Plate(
                told.number(),
                told.printSeconds(),
                told.filaments(),
                names.contains(thumbnailName(told.number())),
                told.nozzles());
    }

    private static Kind kind(Set<String> names, List<Plate> plates) {
        if (!plates.isEmpty()) {
            return Kind.SLICED;
        }
        return names.stream()
                        .anyMatch(name -> name.equals(PROJECT_SETTINGS)
                                || PLATE_FILE.matcher(name).matches())
                ? Kind.PROJECT
                : Kind.WITHOUT_PLATE;
    }

    private static String thumbnailName(int plate) {
        return "Metadata/plate_" + plate + ".png";
    }
}
