package org.e2enet.imaging.resample;

/**
 * For each target position along an axis the two source positions around it and the weight of the upper one. Positions
 * outside are moved to the edge. Voxel centres: target o lies at (o + 0.5) * source / target - 0.5.
 */
public final class LinearAxis {
    private final int[] lower;
    private final int[] upper;
    private final double[] upperWeight;

    private LinearAxis(int size) {
        lower = new int[size];
        upper = new int[size];
        upperWeight = new double[size];
    }

    /** Along one axis of a resampling: blended, or picked if it is the slice axis. */
    public static LinearAxis of(Resampling resampling, int axis) {
        int source = resampling.source().along(axis);
        int target = resampling.target().along(axis);
        return axis == resampling.sliceAxis() ? nearest(source, target) : blended(source, target);
    }

    private static LinearAxis blended(int source, int target) {
        LinearAxis table = new LinearAxis(target);
        for (int o = 0; o < target; o++) {
            double position = Math.clamp((o + 0.5) * ((double) source / target) - 0.5, 0.0, source - 1.0);
            int floor = (int) position;
            table.lower[o] = floor;
            table.upper[o] = Math.min(floor + 1, source - 1);
            table.upperWeight[o] = position - floor;
        }
        return table;
    }

    private static LinearAxis nearest(int source, int target) {
        LinearAxis table = new LinearAxis(target);
        for (int o = 0; o < target; o++) {
            table.lower[o] = SliceChoice.of(source, target, o);
            table.upper[o] = table.lower[o];
        }
        return table;
    }

    public int lower(int target) {
        return lower[target];
    }

    public int upper(int target) {
        return upper[target];
    }

    /** Weight of the upper position, 0 to below 1. */
    public double upperWeight(int target) {
        return upperWeight[target];
    }

    public int size() {
        return lower.length;
    }
}
