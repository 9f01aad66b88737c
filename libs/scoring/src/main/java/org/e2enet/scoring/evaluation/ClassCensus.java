package org.e2enet.scoring.evaluation;

import java.util.Arrays;
import java.util.List;
import org.e2enet.imaging.distance.Lattice;
import org.e2enet.imaging.distance.VoxelBits;

/** Voxel counts of every class and the box that holds it in either volume, from one pass over both. */
final class ClassCensus {
    final long[] truth;
    final long[] prediction;
    final long[] both;
    private final Lattice lattice;
    /** Per class: first x, last x, first y, last y, first z, last z. */
    private final int[][] bounds;

    ClassCensus(LabelGrid truthVolume, LabelGrid predictionVolume, List<Integer> labels) {
        lattice = truthVolume.lattice();
        truth = new long[labels.size()];
        prediction = new long[labels.size()];
        both = new long[labels.size()];
        bounds = new int[labels.size()][];
        Arrays.setAll(bounds, i -> new int[] {Integer.MAX_VALUE, -1, Integer.MAX_VALUE, -1, Integer.MAX_VALUE, -1});
        int[] rank = new int[1 << Short.SIZE];
        Arrays.fill(rank, -1);
        for (int i = 0; i < labels.size(); i++) {
            rank[labels.get(i)] = i;
        }
        count(truthVolume.labels(), predictionVolume.labels(), rank);
    }

    private void count(short[] truthLabels, short[] predictedLabels, int[] rank) {
        for (int z = 0, voxel = 0; z < lattice.nz(); z++) {
            for (int y = 0; y < lattice.ny(); y++) {
                for (int x = 0; x < lattice.nx(); x++, voxel++) {
                    int trueLabel = truthLabels[voxel] & 0xFFFF;
                    int predictedLabel = predictedLabels[voxel] & 0xFFFF;
                    if ((trueLabel | predictedLabel) != 0) {
                        add(rank[trueLabel], rank[predictedLabel], x, y, z);
                    }
                }
            }
        }
    }

    private void add(int trueRank, int predictedRank, int x, int y, int z) {
        if (trueRank >= 0) {
            truth[trueRank]++;
            widen(bounds[trueRank], x, y, z);
        }
        if (predictedRank >= 0) {
            prediction[predictedRank]++;
            if (predictedRank == trueRank) {
                both[predictedRank]++;
                return;
            }
            widen(bounds[predictedRank], x, y, z);
        }
    }

    private static void widen(int[] bound, int x, int y, int z) {
        bound[0] = Math.min(bound[0], x);
        bound[1] = Math.max(bound[1], x);
        bound[2] = Math.min(bound[2], y);
        bound[3] = Math.max(bound[3], y);
        bound[4] = Math.min(bound[4], z);
        bound[5] = Math.max(bound[5], z);
    }

    /** Size of the box of a class that occurs. */
    Lattice box(int rank) {
        int[] bound = bounds[rank];
        return lattice.resized(bound[1] - bound[0] + 1, bound[3] - bound[2] + 1, bound[5] - bound[4] + 1);
    }

    /** Where a class is inside its box. */
    VoxelBits mask(int rank, int label, LabelGrid volume) {
        int[] bound = bounds[rank];
        VoxelBits mask = new VoxelBits(box(rank));
        int maskRow = 0;
        for (int z = bound[4]; z <= bound[5]; z++) {
            for (int y = bound[2]; y <= bound[3]; y++) {
                int row = lattice.nx() * (y + lattice.ny() * z);
                for (int x = bound[0]; x <= bound[1]; x++) {
                    if (volume.labels()[row + x] == label) {
                        mask.set(maskRow, x - bound[0]);
                    }
                }
                maskRow++;
            }
        }
        return mask;
    }
}
