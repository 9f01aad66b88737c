package org.e2enet.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.e2enet.contract.scan.Placement;
import org.junit.jupiter.api.Test;

class AffineTest {
    private static final double[] STEPS_MM = {0.5, 1.25, 3};
    private static final float[] ORIGIN_MM = {10, -20, 30};

    /** Less than a half turn, where the root of what is left of 1 is no longer exact in floats. Against Rodrigues' formula, which turns a vector about an axis without a quaternion. */
    @Property
    void shouldTurnTheAxesAsTheQuaternionSays(
            @ForAll @DoubleRange(min = 0, max = 3) double angle,
            @ForAll @DoubleRange(min = 0, max = 3.14) double polar,
            @ForAll @DoubleRange(min = 0, max = 6.28) double azimuth,
            @ForAll boolean mirrored) {
        double[] axis = {Math.sin(polar) * Math.cos(azimuth), Math.sin(polar) * Math.sin(azimuth), Math.cos(polar)};

        Affine affine = Affine.of(placement(axis, Math.sin(angle / 2), mirrored));

        for (int column = 0; column < 3; column++) {
            double step = STEPS_MM[column] * (column == 2 && mirrored ? -1 : 1);
            double[] turned = turned(column, axis, angle);
            for (int row = 0; row < 3; row++) {
                assertEquals(step * turned[row], affine.at(row, column), 1e-4, row + ", " + column);
            }
        }
        double voxelMm3 = STEPS_MM[0] * STEPS_MM[1] * STEPS_MM[2];
        assertEquals(mirrored ? -voxelMm3 : voxelMm3, affine.determinant(), 1e-4);
        assertArrayEquals(new double[] {10, -20, 30}, affine.apply(0, 0, 0), 1e-6);
    }

    /** Three floats of a half turn may be longer than 1 by rounding. */
    @Test
    void shouldTakeQuaternionsOverOneForAHalfTurn() {
        double third = 1 / Math.sqrt(3);

        Affine affine = Affine.of(placement(new double[] {third, third, third}, 1.001, false));

        double[] turned = turned(0, new double[] {third, third, third}, Math.PI);
        for (int row = 0; row < 3; row++) {
            assertEquals(STEPS_MM[0] * turned[row], affine.at(row, 0), 1e-6);
        }
    }

    private static Placement placement(double[] axis, double sineOfHalf, boolean mirrored) {
        List<Float> quaternion = List.of(
                (float) (axis[0] * sineOfHalf),
                (float) (axis[1] * sineOfHalf),
                (float) (axis[2] * sineOfHalf),
                ORIGIN_MM[0],
                ORIGIN_MM[1],
                ORIGIN_MM[2]);
        List<Float> pixdim =
                List.of(mirrored ? -1f : 1f, (float) STEPS_MM[0], (float) STEPS_MM[1], (float) STEPS_MM[2]);
        return new Placement(1, 0, pixdim, quaternion, Collections.nCopies(12, 0f), 2);
    }

    /** e cos θ + (u × e) sin θ + u (u · e)(1 − cos θ) of a unit vector e. */
    private static double[] turned(int unit, double[] axis, double angle) {
        double[] e = new double[3];
        e[unit] = 1;
        double[] turned = new double[3];
        for (int row = 0; row < 3; row++) {
            int next = (row + 1) % 3;
            int last = (row + 2) % 3;
            turned[row] = e[row] * Math.cos(angle)
                    + (axis[next] * e[last] - axis[last] * e[next]) * Math.sin(angle)
                    + axis[row] * axis[unit] * (1 - Math.cos(angle));
        }
        return turned;
    }
}
