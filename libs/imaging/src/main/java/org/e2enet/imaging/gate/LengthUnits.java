package org.e2enet.imaging.gate;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.e2enet.contract.scan.Placement;
import org.e2enet.imaging.Affine;

/** Units of length of the NIfTI standard: metres and microns become millimetres, where voxels then have a scan's size. */
final class LengthUnits {
    private static final int METRES = 1;
    private static final int MILLIMETRES = 2;
    private static final int MICRONS = 3;
    private static final int SPATIAL = 0x07;
    private static final double LEAST_MM = 0.01;
    private static final double MOST_MM = 100;

    private LengthUnits() {}

    static Placement inMillimetres(Placement stated, Set<GeometryNote> notes) {
        int unit = stated.units() & SPATIAL;
        if (unit != METRES && unit != MICRONS) {
            return stated;
        }
        double factor = unit == METRES ? 1000 : 1e-3;
        Placement converted = new Placement(
                stated.qformCode(),
                stated.sformCode(),
                scaled(stated.pixdim(), factor, 1),
                scaled(stated.quaternion(), factor, 3),
                scaled(stated.rows(), factor, 0),
                stated.units() & ~SPATIAL | MILLIMETRES);
        for (int column = 0; column < 3; column++) {
            double mm = Affine.of(converted).stepMm(column);
            if (mm > 0 && (mm < LEAST_MM || mm > MOST_MM)) {
                throw GateFaults.units(unit == METRES ? "metres" : "microns", mm);
            }
        }
        notes.add(GeometryNote.UNITS_CONVERTED);
        return converted;
    }

    /** Numbers from an index on; those before it are no lengths (handedness, the quaternion's vector). */
    private static List<Float> scaled(List<Float> numbers, double factor, int from) {
        return IntStream.range(0, numbers.size())
                .mapToObj(n -> n < from ? numbers.get(n) : (Float) (float) (numbers.get(n) * factor))
                .toList();
    }
}
