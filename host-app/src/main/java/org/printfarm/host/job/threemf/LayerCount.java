package org.printfarm.host.job.threemf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** How many layers G-code has, by the comment at its beginning. Source: files of BambuStudio and OrcaSlicer. */
public final class LayerCount {

    /** What is shown of a file that does not say: a layer for each per cent. */
    static final int UNKNOWN = 100;

    /** The comment stands among the first lines. */
    private static final int MAX_HEAD_BYTES = 16 * 1024;

    private static final Pattern COMMENT = Pattern.compile("; total layer number: *([1-9][0-9]{0,5})\\b");

    private LayerCount() {}

    /** The layers of a plate, 1 or more. */
    public static int of(Path file, boolean isArchive, int plate) {
        try {
            return isArchive ? ofPlate(file, plate) : ofGcode(Files.newInputStream(file));
        } catch (IOException | IllegalArgumentException e) {
            return UNKNOWN;
        }
    }

    private static int ofPlate(Path file, int plate) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry("Metadata/plate_" + plate + ".gcode");
            return entry == null ? UNKNOWN : ofGcode(zip.getInputStream(entry));
        }
    }

    private static int ofGcode(InputStream gcode) throws IOException {
        try (gcode) {
            Matcher comment =
                    COMMENT.matcher(new String(gcode.readNBytes(MAX_HEAD_BYTES), StandardCharsets.ISO_8859_1));
            return comment.find() ? Integer.parseInt(comment.group(1)) : UNKNOWN;
        }
    }
}
