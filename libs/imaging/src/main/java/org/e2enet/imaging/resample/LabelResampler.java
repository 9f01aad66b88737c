package org.e2enet.imaging.resample;

import java.util.stream.IntStream;
import org.e2enet.contract.Size3;

/**
 * Labels on another grid: each label's mask blended linearly (nearest along a slice axis); a voxel takes the highest
 * label that reaches one half, else 0. All labels are done in one pass over the eight neighbours of each voxel.
 */
public final class LabelResampler {
    private LabelResampler() {}

    /**
     * Resamples labels, of which -1 (outside the nonzero region) is one.
     *
     * @param labels {@code [depth][height][width]} of the source sizes; not changed
     * @return array of the target sizes; the input itself if nothing changes
     */
    public static short[] resample(short[] labels, Resampling resampling) {
        if (resampling.changesNothing()) {
            return labels;
        }
        Size3 source = resampling.source();
        Size3 target = resampling.target();
        LinearAxis depth = LinearAxis.of(resampling, 0);
        LinearAxis height = LinearAxis.of(resampling, 1);
        LinearAxis width = LinearAxis.of(resampling, 2);
        short[] out = new short[target.arrayLength()];
        IntStream.range(0, target.depth()).parallel().forEach(d -> {
            Vote vote = new Vote();
            for (int h = 0; h < target.height(); h++) {
                int row00 = source.offset(depth.lower(d), height.lower(h), 0);
                int row01 = source.offset(depth.lower(d), height.upper(h), 0);
                int row10 = source.offset(depth.upper(d), height.lower(h), 0);
                int row11 = source.offset(depth.upper(d), height.upper(h), 0);
                int to = target.offset(d, h, 0);
                vote.setWeights(depth.upperWeight(d), height.upperWeight(h));
                for (int w = 0; w < target.width(); w++) {
                    int low = width.lower(w);
                    int high = width.upper(w);
                    vote.set(0, labels[row00 + low], labels[row00 + high]);
                    vote.set(1, labels[row01 + low], labels[row01 + high]);
                    vote.set(2, labels[row10 + low], labels[row10 + high]);
                    vote.set(3, labels[row11 + low], labels[row11 + high]);
                    out[to + w] = vote.result(width.upperWeight(w));
                }
            }
        });
        return out;
    }

    /** Eight neighbours' labels and weights. Not thread safe. */
    private static final class Vote {
        private static final double HALF = 0.5;

        private final short[] label = new short[8];
        private final double[] weight = new double[4];

        void setWeights(double upperDepth, double upperHeight) {
            weight[0] = (1 - upperDepth) * (1 - upperHeight);
            weight[1] = (1 - upperDepth) * upperHeight;
            weight[2] = upperDepth * (1 - upperHeight);
            weight[3] = upperDepth * upperHeight;
        }

        void set(int row, short lower, short upper) {
            label[2 * row] = lower;
            label[2 * row + 1] = upper;
        }

        short result(double upperWidth) {
            if (allEqual()) {
                return label[0];
            }
            boolean found = false;
            short best = 0;
            for (int n = 0; n < 8; n++) {
                if ((!found || label[n] > best) && share(label[n], upperWidth) >= HALF) {
                    found = true;
                    best = label[n];
                }
            }
            return best;
        }

        private boolean allEqual() {
            for (int n = 1; n < 8; n++) {
                if (label[n] != label[0]) {
                    return false;
                }
            }
            return true;
        }

        private double share(short wanted, double upperWidth) {
            double share = 0;
            for (int n = 0; n < 4; n++) {
                share += label[2 * n] == wanted ? weight[n] * (1 - upperWidth) : 0;
                share += label[2 * n + 1] == wanted ? weight[n] * upperWidth : 0;
            }
            return share;
        }
    }
}
