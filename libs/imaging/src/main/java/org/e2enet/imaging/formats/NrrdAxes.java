package org.e2enet.imaging.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.gate.CheckedGeometry;

/**
 * Which axes of an NRRD lie in space, and how.
 *
 * @param directions one vector for each axis, null for axes of channels; empty where the file places nothing
 */
record NrrdAxes(List<double[]> directions, int dimensions) {
    /** Signs that lead to RAS. */
    static final Map<String, int[]> SPACES = Map.of(
            "left-posterior-superior", new int[] {-1, -1, 1},
            "lps", new int[] {-1, -1, 1},
            "right-anterior-superior", new int[] {1, 1, 1},
            "ras", new int[] {1, 1, 1},
            "left-anterior-superior", new int[] {-1, 1, 1},
            "las", new int[] {-1, 1, 1});

    static NrrdAxes of(Fields fields, int dimensions) {
        String text = fields.text("space directions");
        List<double[]> directions = new ArrayList<>();
        if (text != null) {
            for (String part : text.strip().split("(?<=\\))\\s*(?=[(n])|(?<=none)\\s+")) {
                directions.add(part.strip().equals("none") ? null : vector("space directions", part));
            }
            if (directions.size() != dimensions) {
                throw FormatFaults.field("space directions", dimensions + " vectors");
            }
        }
        return new NrrdAxes(directions, dimensions);
    }

    /** Axis 0, or 1 where axis 0 counts one channel. */
    int firstSpatial() {
        return dimensions == 4 && !directions.isEmpty() && directions.getFirst() == null ? 1 : 0;
    }

    int channels(int[] sizes) {
        if (dimensions == 3) {
            return 1;
        }
        int axis = firstSpatial() == 1 ? 0 : 3;
        if (axis == 0 && sizes[0] != 1) {
            throw FormatFaults.unsupported("space directions", "channels are the first axis; they must be the last");
        }
        return sizes[axis];
    }

    CheckedGeometry grid(Fields fields, Size3 extent) {
        int first = firstSpatial();
        if (directions.isEmpty()) {
            return LpsGrid.unplaced(extent, spacings(fields));
        }
        double[] columns = new double[9];
        for (int axis = 0; axis < 3; axis++) {
            double[] direction = directions.get(first + axis);
            if (direction == null) {
                throw FormatFaults.field("space directions", "three vectors side by side");
            }
            System.arraycopy(direction, 0, columns, 3 * axis, 3);
        }
        String space = fields.text("space");
        int[] signs = space == null ? null : SPACES.get(space.toLowerCase(Locale.ROOT));
        if (signs == null) {
            throw FormatFaults.space("space");
        }
        String origin = fields.text("space origin");
        double[] place = origin == null ? new double[3] : vector("space origin", origin);
        return LpsGrid.of(extent, columns, place, signs, List.of());
    }

    private double[] spacings(Fields fields) {
        String text = fields.text("spacings");
        return text == null
                ? new double[] {1, 1, 1}
                : Fields.numbers("spacings", text.replaceAll("(?i)\\bnan\\b", "1"), dimensions);
    }

    private static double[] vector(String name, String text) {
        String inner = text.strip();
        if (!inner.startsWith("(") || !inner.endsWith(")")) {
            throw FormatFaults.field(name, "vectors (x,y,z)");
        }
        return Fields.numbers(name, inner.substring(1, inner.length() - 1), 3);
    }
}
