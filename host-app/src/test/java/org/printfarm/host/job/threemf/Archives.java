package org.printfarm.host.job.threemf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives to upload. */
public final class Archives {

    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

    private static final String SLICE_INFO = """
            <?xml version="1.0" encoding="UTF-8"?>
            <config>
              <header><header_item key="X-BBL-Client-Type" value="slicer"/></header>
              <plate>
                <metadata key="index" value="1"/>
                <metadata key="printer_model_id" value="C12"/>
                <metadata key="prediction" value="5025"/>
                <metadata key="weight" value="17.53"/>
                <filament id="1" type="PLA" color="#00AE42" used_m="5.5" used_g="16.25"/>
                <filament id="2" type="PETG" color="#FFFFFF" used_m="0.4" used_g="1.28"/>
              </plate>
              <plate>
                <metadata key="index" value="2"/>
                <metadata key="prediction" value="60"/>
                <filament id="1" type="ABS" color="#000000" used_m="0.1" used_g="0.5"/>
              </plate>
            </config>
            """;

    private Archives() {}

    /** What stands in the picture of a plate. */
    public static byte[] picture() {
        return PICTURE.clone();
    }

    /** A sliced file with two plates, and a text that makes it another one each time. */
    public static byte[] sliced(String variant) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("[Content_Types].xml", text("<Types/>"));
        entries.put("3D/3dmodel.model", text("<model/>"));
        entries.put("Metadata/slice_info.config", text(SLICE_INFO));
        entries.put("Metadata/plate_1.gcode", text("; " + variant + "\nG28\n"));
        entries.put("Metadata/plate_1.png", PICTURE);
        entries.put("Metadata/plate_2.gcode", text("G28\n"));
        return zip(entries);
    }

    /** An archive with these entries. */
    public static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                // Or the bytes would differ from one time of the day to the next.
                header.setTime(0);
                zip.putNextEntry(header);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
