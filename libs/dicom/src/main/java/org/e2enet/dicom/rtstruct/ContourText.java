package org.e2enet.dicom.rtstruct;

import java.util.List;
import org.e2enet.dicom.series.Slice;

/** Corners of a contour as LPS millimetres in decimal text, to a ten-thousandth of a millimetre. */
final class ContourText {
    private static final int DECIMALS = 4;
    private static final long SCALE = 10_000;

    private ContourText() {}

    static String of(Contour contour, Slice slice) {
        List<Double> origin = slice.positionMm();
        List<Double> directions = slice.orientation();
        StringBuilder text = new StringBuilder(contour.corners() * 30);
        for (int n = 0; n < contour.corners(); n++) {
            double alongRow = (contour.x()[n] - 0.5) * slice.columnSpacingMm();
            double alongColumn = (contour.y()[n] - 0.5) * slice.rowSpacingMm();
            for (int axis = 0; axis < 3; axis++) {
                if (!text.isEmpty()) {
                    text.append('\\');
                }
                append(
                        text,
                        origin.get(axis) + directions.get(axis) * alongRow + directions.get(axis + 3) * alongColumn);
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, double millimetres) {
        long scaled = Math.round(millimetres * SCALE);
        if (scaled < 0) {
            text.append('-');
        }
        String fraction = Long.toString(Math.abs(scaled) % SCALE);
        text.append(Math.abs(scaled) / SCALE).append('.');
        text.append("0".repeat(DECIMALS - fraction.length())).append(fraction);
    }
}
