package org.printfarm.host.browser;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A screen as a desk and a phone show it, by day and by night, side by side in one small PNG of few colours. */
public final class FourPictures {

    private static final int HEIGHT = 700;
    private static final int WIDE = 1_100;
    private static final int PHONE = 390;
    private static final int GAP = 20;

    /** Of the original's size. */
    private static final double SCALE = 0.5;

    private static final int COLOURS = 40;

    private FourPictures() {}

    /** Takes them and leaves the tab as it was: wide and light. */
    public static void of(BrowserTab tab, Path file) throws IOException {
        int width = 2 * WIDE + 2 * PHONE + 3 * GAP;
        BufferedImage sheet =
                new BufferedImage((int) (width * SCALE), (int) (HEIGHT * SCALE), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setColor(Color.GRAY);
        pen.fillRect(0, 0, width, HEIGHT);
        pen.scale(SCALE, SCALE);
        int x = 0;
        for (boolean isDark : new boolean[] {false, true}) {
            for (int size : new int[] {WIDE, PHONE}) {
                pen.drawImage(tab.look(size, HEIGHT, isDark).picture(), x, 0, null);
                x += size + GAP;
            }
        }
        pen.dispose();
        tab.look(1280, 900, false);
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(ofFewColours(sheet), "png", file.toFile());
    }

    /** Those that are seen most; each other one becomes the nearest of them. */
    private static BufferedImage ofFewColours(BufferedImage image) {
        Map<Integer, Integer> counts = new HashMap<>();
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int pixel : pixels) {
            counts.merge(pixel, 1, Integer::sum);
        }
        List<Integer> most = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(COLOURS)
                .map(Map.Entry::getKey)
                .toList();
        int[] palette = most.stream().mapToInt(Integer::intValue).toArray();
        IndexColorModel colours =
                new IndexColorModel(8, palette.length, palette, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
        BufferedImage few =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int i = 0; i < pixels.length; i++) {
            int index = nearest.computeIfAbsent(
                    pixels[i],
                    pixel -> most.indexOf(most.stream()
                            .min(Comparator.comparingInt(other -> distance(pixel, other)))
                            .orElseThrow()));
            few.getRaster().setSample(i % image.getWidth(), i / image.getWidth(), 0, index);
        }
        return few;
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int shift : new int[] {0, 8, 16}) {
            int difference = (one >> shift & 0xFF) - (other >> shift & 0xFF);
            sum += difference * difference;
        }
        return sum;
    }
}
