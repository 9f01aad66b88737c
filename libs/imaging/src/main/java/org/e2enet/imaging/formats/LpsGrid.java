package org.e2enet.imaging.formats;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Placement;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.gate.CheckedGeometry;
import org.e2enet.imaging.gate.GeometryGate;
import org.e2enet.imaging.gate.GeometryNote;

/** Grids as MetaImage and NRRD place them, with x to the left and y to the back, in and out of ours. */
final class LpsGrid {
    private LpsGrid() {}

    /**
     * @param columns steps of i, j, k in millimetres, three numbers each
     * @param signs -1 for axes of the file's space that run against RAS
     */
    static CheckedGeometry of(Size3 extent, double[] columns, double[] origin, int[] signs, List<GeometryNote> notes) {
        double[] rows = new double[12];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                rows[4 * row + column] = 0 + signs[row] * columns[3 * column + row];
            }
            rows[4 * row + 3] = 0 + signs[row] * origin[row];
        }
        CheckedGeometry checked = GeometryGate.check(extent, Affine.ofRows(rows).placement());
        List<GeometryNote> all = new ArrayList<>(checked.notes());
        all.addAll(notes);
        return new CheckedGeometry(checked.geometry(), all);
    }

    /** A grid of voxel sizes alone. */
    static CheckedGeometry unplaced(Size3 extent, double[] spacing) {
        List<Float> pixdim = List.of(1f, (float) spacing[0], (float) spacing[1], (float) spacing[2]);
        List<Float> six = List.of(0f, 0f, 0f, 0f, 0f, 0f);
        List<Float> twelve = List.of(0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f);
        return GeometryGate.check(extent, new Placement(0, 0, pixdim, six, twelve, 2));
    }

    /** Element of the LPS affine: row 0..2 (left, back, up), column 0..3 (i, j, k, origin). */
    static double lps(Affine affine, int row, int column) {
        double ras = affine.at(row, column);
        return row < 2 ? 0 - ras : ras;
    }
}
