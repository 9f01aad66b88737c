package org.e2enet.dicom.seg;

import java.util.List;

/** Colours of labels: hues far apart for labels side by side, of equal lightness. */
final class Colours {
    private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
    private static final double LIGHTNESS = 65;
    private static final double CHROMA = 60;

    private Colours() {}

    /** L* of 0..100 and a*, b* of -128..127 as numbers of 0..65535 (PS3.3, C.10.7.1.1). */
    static List<Integer> ofLabel(int label) {
        double angle = label * GOLDEN_ANGLE;
        return List.of(
                (int) Math.round(LIGHTNESS / 100 * 65535),
                (int) Math.round((CHROMA * Math.cos(angle) + 128) / 255 * 65535),
                (int) Math.round((CHROMA * Math.sin(angle) + 128) / 255 * 65535));
    }

    /** sRGB of 0..255, for what cannot say CIELAB. */
    static int[] rgb(List<Integer> cielab) {
        double l = cielab.get(0) / 65535.0 * 100;
        double a = cielab.get(1) / 65535.0 * 255 - 128;
        double b = cielab.get(2) / 65535.0 * 255 - 128;
        double fy = (l + 16) / 116;
        double x = 0.95047 * linear(fy + a / 500);
        double y = linear(fy);
        double z = 1.08883 * linear(fy - b / 200);
        return new int[] {
            channel(3.2406 * x - 1.5372 * y - 0.4986 * z),
            channel(-0.9689 * x + 1.8758 * y + 0.0415 * z),
            channel(0.0557 * x - 0.2040 * y + 1.0570 * z)
        };
    }

    private static double linear(double f) {
        return f > 6.0 / 29 ? f * f * f : 3 * (6.0 / 29) * (6.0 / 29) * (f - 4.0 / 29);
    }

    private static int channel(double linear) {
        double bounded = Math.clamp(linear, 0, 1);
        double coded = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * Math.pow(bounded, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * coded);
    }
}
