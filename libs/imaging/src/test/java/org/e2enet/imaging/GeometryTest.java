package org.e2enet.imaging;

import static org.e2enet.imaging.Faults.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Placement;
import org.e2enet.contract.scan.Spacing;
import org.junit.jupiter.api.Test;

class GeometryTest {
    private static final Size3 EXTENT = new Size3(4, 5, 6);
    private static final Affine AFFINE = Affine.ofRows(-0.7, 0, 0, 90, 0, 0.7, 0, -120, 0, 0, 3, 10);

    @Test
    void shouldTakeTheAffinesStepsWhereTheHeaderContradictsIt() {
        Placement written = AFFINE.placement();
        Placement wrong =
                new Placement(0, 1, List.of(1f, 1f, 1f, 3f), written.quaternion(), written.rows(), written.units());

        assertEquals(new Spacing(3, 0.7, 0.7), new Geometry(EXTENT, written).spacing());
        Spacing corrected = new Geometry(EXTENT, wrong).spacing();
        assertEquals(0.7, corrected.widthMm(), 1e-7);
        assertEquals(3, corrected.depthMm());
    }

    @Test
    void shouldMeasureTheLargestGapAtTheFarCorner() {
        Geometry geometry = Geometry.of(EXTENT, AFFINE);
        // 0.01 mm more per step along the five steps of the width axis.
        Geometry stretched = Geometry.of(EXTENT, Affine.ofRows(-0.71, 0, 0, 90, 0, 0.7, 0, -120, 0, 0, 3, 10));

        assertEquals(0.05, geometry.largestGapMm(stretched), 1e-5);
        assertTrue(geometry.coincidesWith(stretched, 0.06));
        // 0.02 mm per step along the four of the height axis, 0.03 along the three of the depth axis, and sheared.
        assertEquals(0.08, gapMm(Affine.ofRows(-0.7, 0, 0, 90, 0, 0.72, 0, -120, 0, 0, 3, 10)), 1e-5);
        assertEquals(0.09, gapMm(Affine.ofRows(-0.7, 0, 0, 90, 0, 0.7, 0, -120, 0, 0, 3.03, 10)), 1e-5);
        assertEquals(0.13, gapMm(Affine.ofRows(-0.7, 0.02, 0, 90.05, 0, 0.7, 0, -120, 0, 0, 3, 10)), 1e-5);
        assertEquals(0.05, gapMm(Affine.ofRows(-0.7, 0, 0, 90.03, 0, 0.7, 0, -120.04, 0, 0, 3, 10)), 1e-5);
        assertFalse(geometry.coincidesWith(stretched, 0.04));
        assertFalse(geometry.coincidesWith(Geometry.of(new Size3(4, 6, 5), AFFINE), 1000));
    }

    private static double gapMm(Affine other) {
        return Geometry.of(EXTENT, AFFINE).largestGapMm(Geometry.of(EXTENT, other));
    }

    @Test
    void shouldRefuseChannelsOnDifferentGrids() {
        Volume first = Synthetic.ball(Geometry.of(EXTENT, AFFINE));
        Volume other = Synthetic.ball(Geometry.of(new Size3(4, 5, 7), AFFINE));

        assertEquals(2, Volume.ofChannels(List.of(first, first)).channelCount());
        expect("IMG-114", () -> Volume.ofChannels(List.of(first, other)));
    }

    @Test
    void shouldRefuseSpacingsThatAreNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new Spacing(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Spacing(1, 1, Double.NaN));
        expect("IMG-110", () -> Geometry.of(EXTENT, Affine.ofRows(1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0)));
    }
}
