package org.printfarm.host.dispatch.match;

/** How different two colours look: CIEDE2000 of sRGB colours under D65. Source: Sharma, Wu, Dalal, 2005; CIE 142. */
final class ColourDistance {

    private static final double POW7_25 = Math.pow(25, 7);
    private static final int BYTE = 0xFF;

    private ColourDistance() {}

    /** A colour in CIELAB. */
    record Lab(double l, double a, double b) {

        /** Of RRGGBB. */
        static Lab of(int rgb) {
            double r = linear(rgb >> 16 & BYTE);
            double g = linear(rgb >> 8 & BYTE);
            double b = linear(rgb & BYTE);
            double x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
            double y = root(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
            double z = root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
            return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z));
        }

        private static double linear(int part) {
            double value = part / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }

        private static double root(double value) {
            return value > 216.0 / 24389 ? Math.cbrt(value) : (24389.0 / 27 * value + 16) / 116;
        }
    }

    /** Between two colours RRGGBB: 0 for the same, 100 between black and white. */
    static double of(int one, int other) {
        return one == other ? 0 : of(Lab.of(one), Lab.of(other));
    }

    /** Between two colours in CIELAB. */
    static double of(Lab one, Lab other) {
        double chroma = (Math.hypot(one.a, one.b) + Math.hypot(other.a, other.b)) / 2;
        double g = 0.5 * (1 - weight(chroma));
        double a1 = (1 + g) * one.a;
        double a2 = (1 + g) * other.a;
        double c1 = Math.hypot(a1, one.b);
        double c2 = Math.hypot(a2, other.b);
        double h1 = hue(a1, one.b);
        double h2 = hue(a2, other.b);
        double turn = c1 * c2 == 0 ? 0 : turn(h1, h2);
        double hueStep = 2 * Math.sqrt(c1 * c2) * Math.sin(Math.toRadians(turn / 2));
        double meanL = (one.l + other.l) / 2;
        double meanC = (c1 + c2) / 2;
        double meanH = c1 * c2 == 0 ? h1 + h2 : mean(h1, h2);
        double light = (other.l - one.l) / lightScale(meanL);
        double strength = (c2 - c1) / (1 + 0.045 * meanC);
        double hue = hueStep / (1 + 0.015 * meanC * hueScale(meanH));
        double bend = Math.exp(-Math.pow((meanH - 275) / 25, 2));
        double rotation = -Math.sin(Math.toRadians(60 * bend)) * 2 * weight(meanC);
        return Math.sqrt(light * light + strength * strength + hue * hue + rotation * strength * hue);
    }

    private static double weight(double chroma) {
        double power = Math.pow(chroma, 7);
        return Math.sqrt(power / (power + POW7_25));
    }

    private static double hue(double a, double b) {
        double degrees = Math.toDegrees(Math.atan2(b, a));
        return degrees < 0 ? degrees + 360 : degrees;
    }

    private static double turn(double h1, double h2) {
        double turn = h2 - h1;
        return turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
    }

    private static double mean(double h1, double h2) {
        double sum = h1 + h2;
        if (Math.abs(h1 - h2) <= 180) {
            return sum / 2;
        }
        return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
    }

    private static double lightScale(double meanL) {
        double off = (meanL - 50) * (meanL - 50);
        return 1 + 0.015 * off / Math.sqrt(20 + off);
    }

    private static double hueScale(double meanH) {
        return 1
                - 0.17 * Math.cos(Math.toRadians(meanH - 30))
                + 0.24 * Math.cos(Math.toRadians(2 * meanH))
                + 0.32 * Math.cos(Math.toRadians(3 * meanH + 6))
                - 0.20 * Math.cos(Math.toRadians(4 * meanH - 63));
    }
}
