package org.e2enet.ingest.originals;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.e2enet.contract.Size3;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.junit.jupiter.api.Test;

class SmallerGridTest {
    /** Oblique, flipped and anisotropic. */
    private static final Affine OBLIQUE = Affine.ofRows(-0.8, 0.3, 0.1, 40, 0.3, 0.8, 0.2, -20, 0, -0.1, 2.5, 7);

    @Test
    void shouldTakeMeansOfBlocksAlsoOfThoseAtTheEdge() {
        Geometry grid = Geometry.of(new Size3(1, 2, 5), OBLIQUE);
        Volume image = Volume.ofChannel(grid, new float[] {1, 3, 5, 7, 9, 1, 3, 5, 7, 9});
        Volume small = new SmallerGrid(grid, 3).of(image);
        assertEquals(new Size3(1, 2, 3), small.extent());
        assertArrayEquals(new float[] {2, 6, 9, 2, 6, 9}, small.channel(0));
    }

    @Test
    void shouldTakeTheLabelNearestToAVoxelsMiddle() {
        Geometry grid = Geometry.of(new Size3(1, 1, 7), OBLIQUE);
        LabelVolume small = new SmallerGrid(grid, 3).of(new LabelVolume(grid, new short[] {0, 4, 0, 0, 5, 0, 6}));
        assertArrayEquals(new short[] {4, 5, 6}, small.labels());
    }

    @Test
    void shouldLieWhereTheBlocksLay() {
        Geometry grid = Geometry.of(new Size3(40, 60, 80), OBLIQUE);
        SmallerGrid smaller = new SmallerGrid(grid, 20);
        Geometry small = smaller.geometry();
        assertEquals(new Size3(20, 20, 20), small.extent());
        // Blocks of 4 x 3 x 2: the middle of block (5, 6, 7) is at voxel (21.5, 19, 14.5).
        assertClose(grid.affine().apply(21.5, 19, 14.5), small.affine().apply(5, 6, 7));
        assertClose(grid.affine().apply(1.5, 1, 0.5), small.affine().apply(0, 0, 0));
    }

    @Test
    void shouldLeaveAGridThatIsSmallEnough() {
        Geometry grid = Geometry.of(new Size3(3, 4, 5), OBLIQUE);
        float[] voxels = new float[60];
        for (int n = 0; n < voxels.length; n++) {
            voxels[n] = n;
        }
        Volume same = new SmallerGrid(grid, 16).of(Volume.ofChannel(grid, voxels));
        assertArrayEquals(voxels, same.channel(0));
        assertTrue(same.geometry().coincidesWith(grid, 1e-4));
    }

    private static void assertClose(double[] expected, double[] actual) {
        assertArrayEquals(expected, actual, 1e-3);
    }
}
