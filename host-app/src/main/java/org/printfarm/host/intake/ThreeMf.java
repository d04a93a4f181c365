package org.printfarm.host.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.printfarm.host.intake.SlicedContents.Kind;
import org.printfarm.host.intake.SlicedContents.Plate;

/**
 * Reads what a sliced 3MF tells of itself: {@code slice_info.config}, {@code project_settings.config}, {@code plate_N.gcode} and
 * {@code plate_N.png} in its folder {@code Metadata}. A plate exists when its G-code does. A file that lacks them all is taken too. The archive must have passed {@link ZipDirectory}.
 */
final class ThreeMf {

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

    private ThreeMf() {}

    /** What the file tells; {@link SlicedContents#NONE} when it cannot be understood. */
    static SlicedContents read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            SliceInfo info = SliceInfo.parse(bounded(zip, SLICE_INFO, MAX_METADATA_BYTES));
            Optional<String> model = SettingsModel.parse(bounded(zip, PROJECT_SETTINGS, MAX_METADATA_BYTES));
            return contents(zip.stream().map(ZipEntry::getName).collect(Collectors.toSet()), info, model);
        } catch (IOException | IllegalArgumentException e) {
            return SlicedContents.NONE;
        }
    }

    /** A plate's picture as PNG; empty when there is none. */
    static Optional<byte[]> thumbnail(Path file, int plate) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] picture = bounded(zip, thumbnailName(plate), MAX_THUMBNAIL_BYTES);
            return picture.length == 0 ? Optional.empty() : Optional.of(picture);
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
                .map(number -> plate(told.getOrDefault(number, new Plate(number, 0, List.of(), false)), names))
                .toList();
        return new SlicedContents(kind(names, plates), models, plates);
    }

    private static Plate plate(Plate told, Set<String> names) {
        return new Plate(
                told.number(), told.printSeconds(), told.filaments(), names.contains(thumbnailName(told.number())));
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

    /** An entry's bytes; none when it is absent or larger than the bound. The declared size is not believed. */
    private static byte[] bounded(ZipFile zip, String name, int maxBytes) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return new byte[0];
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            return bytes.length > maxBytes ? new byte[0] : bytes;
        }
    }
}
