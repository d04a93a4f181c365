package org.printfarm.host;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.printfarm.host.job.threemf.Archives;

/** A sliced file as people have them: a plate with its filaments and a picture of a cube. */
final class PicturedFile {

    private static final int SIZE = 128;
    private static final String SLICE_INFO = """
            <?xml version="1.0" encoding="UTF-8"?>
            <config>
              <header><header_item key="X-BBL-Client-Type" value="slicer"/></header>
              <plate>
                <metadata key="index" value="1"/>
                <metadata key="printer_model_id" value="C12"/>
                <metadata key="prediction" value="5025"/>
                <filament id="1" type="PLA" color="#00AE42" used_m="5.5" used_g="16.25"/>
              </plate>
            </config>
            """;

    private PicturedFile() {}

    /** Another name gives another file. */
    static byte[] named(String name) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("[Content_Types].xml", Archives.text("<Types/>"));
        entries.put("3D/3dmodel.model", Archives.text("<model/>"));
        entries.put("Metadata/slice_info.config", Archives.text(SLICE_INFO));
        entries.put("Metadata/plate_1.gcode", Archives.text("; " + name + "\nG28\n"));
        entries.put("Metadata/plate_1.png", picture());
        return Archives.zip(entries);
    }

    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(0x00AE42));
        pen.fillPolygon(new int[] {64, 112, 64, 16}, new int[] {12, 36, 60, 36}, 4);
        pen.setColor(new Color(0x008A35));
        pen.fillPolygon(new int[] {16, 64, 64, 16}, new int[] {36, 60, 116, 92}, 4);
        pen.setColor(new Color(0x006628));
        pen.fillPolygon(new int[] {112, 64, 64, 112}, new int[] {36, 60, 116, 92}, 4);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
