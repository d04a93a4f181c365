package org.printfarm.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Sliced files of two plates. */
final class SlicedFile {

    private SlicedFile() {}

    /** A file whose bytes follow from its name. */
    static byte[] named(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (String entry : List.of("Metadata/plate_1.gcode", "Metadata/plate_2.gcode", "3D/3dmodel.model")) {
                ZipEntry header = new ZipEntry(entry);
                header.setTime(0);
                zip.putNextEntry(header);
                zip.write(("; " + name + " " + entry).repeat(2_000).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
