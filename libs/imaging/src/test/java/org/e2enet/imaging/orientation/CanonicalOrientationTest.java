package org.e2enet.imaging.orientation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalOrientationTest {
    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    private static final double[] STEP_MM = {0.8, 1.1, 2.5};

    /** All 48 ways i, j, k can run along x, y, z, slightly oblique. */
    static Stream<Affine> orientations() {
        List<Affine> all = new ArrayList<>();
        for (int[] order : ORDERS) {
            for (int signs = 0; signs < 8; signs++) {
                double[] rows = {0.05, -0.03, 0.02, 11, -0.04, 0.01, 0.06, -7, 0.02, 0.05, -0.01, 3};
                for (int column = 0; column < 3; column++) {
                    rows[4 * order[column] + column] = (signs >> column & 1) == 1 ? -STEP_MM[column] : STEP_MM[column];
                }
                all.add(Affine.ofRows(rows));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void shouldRunToTheRightFrontAndTopWithEveryVoxelInItsPlace(Affine affine) {
        Volume image = numbered(affine);

        Volume canonical = CanonicalOrientation.apply(image);

        Affine turned = canonical.geometry().affine();
        for (int axis = 0; axis < 3; axis++) {
            for (int other = 0; other < 3; other++) {
                assertTrue(turned.at(axis, axis) >= Math.abs(turned.at(axis, other)));
            }
        }
        AxisMapping mapping = CanonicalOrientation.of(affine);
        ArrayView view = ArrayView.of(mapping, image.extent());
        Size3 extent = canonical.extent();
        for (int d = 0; d < extent.depth(); d++) {
            for (int h = 0; h < extent.height(); h++) {
                for (int w = 0; w < extent.width(); w++) {
                    int source = view.offset(d, h, w);
                    assertEquals(image.channel(0)[source], canonical.channel(0)[extent.offset(d, h, w)]);
                    int i = source % image.extent().width();
                    int j = source / image.extent().width() % image.extent().height();
                    int k = source / image.extent().width() / image.extent().height();
                    assertArrayEquals(affine.apply(i, j, k), turned.apply(w, h, d), 1e-4);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void shouldComeBackExactly(Affine affine) {
        Volume image = numbered(affine);
        AxisMapping mapping = CanonicalOrientation.of(affine);
        Volume canonical = CanonicalOrientation.apply(image);

        float[] back = ArrayView.of(mapping.inverse(), canonical.extent()).gather(canonical.channel(0));

        assertArrayEquals(image.channel(0), back);
        assertEquals(AxisMapping.IDENTITY, mapping.then(mapping.inverse()));
        assertEquals(AxisMapping.IDENTITY, mapping.inverse().then(mapping));
        assertEquals(
                AxisMapping.IDENTITY,
                CanonicalOrientation.of(canonical.geometry().affine()));
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void shouldJoinMappingsInOrder(Affine affine) {
        Volume image = numbered(affine);
        AxisMapping first = CanonicalOrientation.of(affine);
        for (int[] order : ORDERS) {
            AxisMapping second = new AxisMapping(List.of(order[0], order[1], order[2]), List.of(true, false, true));

            float[] once = ArrayView.of(first.then(second), image.extent()).gather(image.channel(0));
            float[] twice = ArrayView.of(second, first.targetExtent(image.extent()))
                    .gather(ArrayView.of(first, image.extent()).gather(image.channel(0)));

            assertArrayEquals(twice, once);
        }
    }

    @Test
    void shouldNotCopyWhatIsCanonicalAlready() {
        Volume image = numbered(Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));

        assertTrue(image.channel(0) == CanonicalOrientation.apply(image).channel(0));
    }

    private static Volume numbered(Affine affine) {
        Size3 extent = new Size3(3, 4, 5);
        float[] voxels = new float[extent.arrayLength()];
        for (int n = 0; n < voxels.length; n++) {
            voxels[n] = n;
        }
        return Volume.ofChannel(Geometry.of(extent, affine), voxels);
    }
}
