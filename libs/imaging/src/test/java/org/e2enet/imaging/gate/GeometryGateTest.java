package org.e2enet.imaging.gate;

import static org.e2enet.imaging.Faults.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Placement;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.junit.jupiter.api.Test;

class GeometryGateTest {
    private static final Size3 EXTENT = new Size3(60, 72, 30);
    private static final List<Float> NO_QUATERNION = List.of(0f, 0f, 0f, 0f, 0f, 0f);
    private static final List<Float> ROWS = List.of(-3f, 0f, 0f, -2f, 0f, 3f, 0f, -124f, 0f, 0f, 3f, -70f);
    private static final List<Float> NO_ROWS = List.of(0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f);

    private static CheckedGeometry check(int qform, int sform, List<Float> pixdim, List<Float> rows, int units) {
        return GeometryGate.check(EXTENT, new Placement(qform, sform, pixdim, NO_QUATERNION, rows, units));
    }

    private static List<Float> sizes(double i, double j, double k) {
        return List.of(1f, (float) i, (float) j, (float) k);
    }

    @Test
    void shouldAcceptWhatIsAsItShouldBe() {
        CheckedGeometry checked = check(0, 1, sizes(3, 3, 3), ROWS, 2);

        assertEquals("accepted", checked.verdict());
        assertEquals(List.of(), checked.notes());
        assertEquals(ROWS, checked.geometry().placement().rows());
    }

    @Test
    void shouldTakeVoxelSizesFromRowsThatSayAll() {
        for (double bad : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
            CheckedGeometry checked = check(0, 1, sizes(bad, bad, bad), ROWS, 2);

            assertEquals("repaired", checked.verdict());
            assertEquals(List.of(GeometryNote.SPACING_FROM_AFFINE), checked.notes());
            assertEquals(List.of(3.0, 3.0, 3.0), checked.geometry().spacing().toList());
        }
        expect("IMG-109", () -> check(0, 1, sizes(3, 3, -3), ROWS, 2));
        expect("IMG-109", () -> check(0, 0, sizes(0, 3, 3), NO_ROWS, 2));
        expect("IMG-109", () -> check(1, 0, sizes(3, Double.NaN, 3), NO_ROWS, 2));
    }

    @Test
    void shouldBelieveTheAffineWhereTheHeaderDisagrees() {
        CheckedGeometry checked = check(0, 1, sizes(1, 1, 1), ROWS, 2);

        assertEquals(List.of(GeometryNote.SPACING_DISAGREES), checked.notes());
        assertEquals(List.of(3.0, 3.0, 3.0), checked.geometry().spacing().toList());
    }

    @Test
    void shouldConvertUnitsWhereVoxelsThenHaveAScansSize() {
        List<Float> micron = ROWS.stream().map(mm -> mm * 1000).toList();

        CheckedGeometry checked = check(0, 1, sizes(3000, 3000, 3000), micron, 3);

        assertEquals(List.of(GeometryNote.UNITS_CONVERTED), checked.notes());
        assertEquals(ROWS, checked.geometry().placement().rows());
        assertEquals(2, checked.geometry().placement().units());
        expect("IMG-126", () -> check(0, 1, sizes(3, 3, 3), ROWS, 3));
        expect("IMG-126", () -> check(0, 1, sizes(3, 3, 3), ROWS, 1));
    }

    @Test
    void shouldNoteShearAndRefuseWhatIsNearlyFlat() {
        List<Float> tilted = List.of(1f, 0f, 0f, 0f, 0f, 1f, 0.33f, 0f, 0f, 0f, 1f, 0f);
        List<Float> flat = List.of(1f, 0f, 0f, 0f, 0f, 1f, 2f, 0f, 0f, 0f, 1f, 0f);
        Affine affine = Affine.ofRows(1, 0, 0, 0, 0, 1, 0.33, 0, 0, 0, 1, 0);

        CheckedGeometry checked = check(0, 1, sizes(1, 1, affine.stepMm(2)), tilted, 2);

        assertEquals(List.of(GeometryNote.SHEARED), checked.notes());
        assertEquals("accepted", checked.verdict());
        expect("IMG-125", () -> check(0, 1, sizes(1, 1, Math.sqrt(5)), flat, 2));
    }

    @Test
    void shouldNoteMissingPlacementAndSizesNobodyWrote() {
        assertEquals(
                List.of(GeometryNote.NO_ORIENTATION),
                check(0, 0, sizes(3, 3, 3), NO_ROWS, 2).notes());
        assertEquals(
                List.of(GeometryNote.NO_ORIENTATION, GeometryNote.SUSPICIOUS_SPACING),
                check(0, 0, sizes(1, 1, 1), NO_ROWS, 0).notes());
    }

    @Test
    void shouldNoteThatPlacementsAreMirrored() {
        assertEquals(
                List.of(GeometryNote.HANDEDNESS_DISAGREES),
                check(1, 1, sizes(3, 3, 3), ROWS, 2).notes());
    }

    @Test
    void shouldTakeGridsThatRoundingPartsAndRefuseHalfAVoxel() {
        Geometry image = check(0, 1, sizes(3, 3, 3), ROWS, 2).geometry();

        assertEquals(List.of(), GeometryGate.checkSameGrid(image, moved(0.0005), "labels"));
        assertEquals(List.of(GeometryNote.GRID_ROUNDED), GeometryGate.checkSameGrid(image, moved(0.05), "labels"));
        expect("IMG-114", () -> GeometryGate.checkSameGrid(image, moved(1.5), "labels"));
        expect("IMG-114", () -> GeometryGate.checkSameGrid(image, moved(-0.4), "labels"));
    }

    private static Geometry moved(double mm) {
        return Geometry.of(EXTENT, Affine.ofRows(-3, 0, 0, -2, 0, 3, 0, -124, 0, 0, 3, -70 + mm));
    }
}
