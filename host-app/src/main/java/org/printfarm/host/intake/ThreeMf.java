package org.printfarm.host.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.printfarm.host.intake.SlicedContents.Plate;

/**
 * Reads what a sliced 3MF tells of itself: {@code Metadata/slice_info.config}, {@code plate_N.gcode} and {@code plate_N.png}.
 * A file that lacks them tells nothing, and is taken all the same. The archive must have passed {@link ZipDirectory}.
 */
final class ThreeMf {

    /** The largest metadata that is read, bytes. */
    static final int MAX_METADATA_BYTES = 4 << 20;

    /** The largest picture that is served, bytes. */
    static final int MAX_THUMBNAIL_BYTES = 8 << 20;

    /** Plates in one file; more are not listed. */
    static final int MAX_PLATES = 1_000;

    private static final String SLICE_INFO = "Metadata/slice_info.config";
    private static final Pattern PLATE_FILE = Pattern.compile("Metadata/plate_([1-9][0-9]{0,5})\\.(gcode|png)");

    private ThreeMf() {}

    /** What the file tells; {@link SlicedContents#NONE} when it cannot be understood. */
    static SlicedContents read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            SliceInfo info = SliceInfo.parse(bounded(zip, SLICE_INFO, MAX_METADATA_BYTES));
            return new SlicedContents(info.printerModel(), plates(zip, info));
        } catch (IOException | IllegalArgumentException e) {
            return SlicedContents.NONE;
        }
    }

    /** A plate's picture as PNG; empty when there is none. */
    static Optional<byte[]> thumbnail(Path file, int plate) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] picture = bounded(zip, "Metadata/plate_" + plate + ".png", MAX_THUMBNAIL_BYTES);
            return picture.length == 0 ? Optional.empty() : Optional.of(picture);
        }
    }

    private static List<Plate> plates(ZipFile zip, SliceInfo info) {
        Map<Integer, Plate> plates = new TreeMap<>();
        info.plates().forEach(plate -> plates.put(plate.number(), plate));
        zip.stream()
                .map(ZipEntry::getName)
                .map(PLATE_FILE::matcher)
                .filter(Matcher::matches)
                .forEach(name -> {
                    int number = Integer.parseInt(name.group(1));
                    boolean picture = name.group(2).equals("png");
                    plates.merge(
                            number,
                            new Plate(number, 0, List.of(), picture),
                            (known, found) -> new Plate(
                                    number,
                                    known.printSeconds(),
                                    known.filaments(),
                                    known.thumbnail() || found.thumbnail()));
                });
        return new ArrayList<>(plates.values().stream().limit(MAX_PLATES).toList());
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
