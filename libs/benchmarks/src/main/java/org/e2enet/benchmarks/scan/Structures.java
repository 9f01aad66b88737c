package org.e2enet.benchmarks.scan;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;

/**
 * What a trained network might say of a scan: an ellipsoid of every class but the background, sure within, in doubt for a few voxels
 * about its border. Random weights answer noise instead, which no step after the network meets in earnest.
 */
final class Structures {
    private static final float LEAST_LOGIT = -12;
    /** Logits lost from an ellipsoid's centre to its border. */
    private static final float STEEPNESS = 40;

    private static final double FARTHEST = 2;
    private static final double SMALLEST_RADIUS = 0.05;
    private static final double LARGEST_RADIUS = 0.25;

    private final Size3 extent;
    private final int classes;
    /** By voxel: the two most probable classes, and by how much the first leads. */
    private final short[] first;

    private final short[] second;
    private final float[] lead;

    /** @param extent of the prepared scan */
    Structures(Size3 extent, int classes, long seed) {
        this.extent = extent;
        this.classes = classes;
        first = new short[extent.arrayLength()];
        second = new short[first.length];
        lead = new float[first.length];
        double[][] centres = new double[classes][3];
        double[][] radii = new double[classes][3];
        Random random = new Random(seed);
        for (int c = 1; c < classes; c++) {
            for (int axis = 0; axis < 3; axis++) {
                radii[c][axis] = extent.along(axis) * random.nextDouble(SMALLEST_RADIUS, LARGEST_RADIUS);
                centres[c][axis] = extent.along(axis) * random.nextDouble(LARGEST_RADIUS, 1 - LARGEST_RADIUS);
            }
        }
        IntStream.range(0, extent.depth()).parallel().forEach(d -> slice(d, centres, radii));
    }

    private void slice(int d, double[][] centres, double[][] radii) {
        for (int h = 0; h < extent.height(); h++) {
            for (int w = 0; w < extent.width(); w++) {
                int at = extent.offset(d, h, w);
                int[] place = {d, h, w};
                double best = 0;
                double next = -FARTHEST;
                second[at] = 1;
                for (int c = 1; c < classes; c++) {
                    double squared = 0;
                    for (int axis = 0; axis < 3; axis++) {
                        double distance = (place[axis] - centres[c][axis]) / radii[c][axis];
                        squared += distance * distance;
                    }
                    double score = 1 - Math.sqrt(squared);
                    if (score > best) {
                        next = best;
                        second[at] = first[at];
                        best = score;
                        first[at] = (short) c;
                    } else if (score > next) {
                        next = score;
                        second[at] = (short) c;
                    }
                }
                lead[at] = (float) Math.min(STEEPNESS * (best - next), -LEAST_LOGIT);
            }
        }
    }

    /** Class of a voxel. */
    int classOf(int d, int h, int w) {
        return first[extent.offset(d, h, w)];
    }

    /**
     * Writes the logits of a window.
     *
     * @param logits {@code [classes][d][h][w]}
     */
    void write(float[] logits, Size3 patch, int fromDepth, int fromHeight, int fromWidth) {
        Arrays.fill(logits, LEAST_LOGIT);
        int voxels = patch.arrayLength();
        for (int d = 0; d < patch.depth(); d++) {
            for (int h = 0; h < patch.height(); h++) {
                int source = extent.offset(fromDepth + d, fromHeight + h, fromWidth);
                int target = patch.offset(d, h, 0);
                for (int w = 0; w < patch.width(); w++) {
                    logits[second[source + w] * voxels + target + w] = -lead[source + w];
                    logits[first[source + w] * voxels + target + w] = 0;
                }
            }
        }
    }
}
