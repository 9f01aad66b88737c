package org.e2enet.imaging;

import org.e2enet.contract.Size3;

/** Volumes made up for tests. */
public final class Synthetic {
    private Synthetic() {}

    /** A bright, textured ball that fills the middle; zero around it. */
    public static Volume ball(Geometry geometry) {
        float[] voxels = new float[geometry.extent().arrayLength()];
        for (int n = 0; n < voxels.length; n++) {
            double radius = radius(geometry.extent(), n);
            voxels[n] = radius < 0.9 ? (float) (100 + 40 * Math.cos(5 * radius) + n % 7) : 0;
        }
        return Volume.ofChannel(geometry, voxels);
    }

    /** Shells 3, 2, 1 from the middle outwards, 0 around them. */
    public static LabelVolume shells(Geometry geometry) {
        short[] labels = new short[geometry.extent().arrayLength()];
        for (int n = 0; n < labels.length; n++) {
            double radius = radius(geometry.extent(), n);
            labels[n] = (short) (radius < 0.3 ? 3 : radius < 0.6 ? 2 : radius < 0.8 ? 1 : 0);
        }
        return new LabelVolume(geometry, labels);
    }

    private static double radius(Size3 extent, int voxel) {
        double w = (voxel % extent.width() + 0.5) / extent.width() * 2 - 1;
        double h = (voxel / extent.width() % extent.height() + 0.5) / extent.height() * 2 - 1;
        double d = (voxel / extent.width() / extent.height() + 0.5) / extent.depth() * 2 - 1;
        return Math.sqrt(d * d + h * h + w * w);
    }
}
