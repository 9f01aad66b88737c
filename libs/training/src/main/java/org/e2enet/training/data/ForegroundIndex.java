package org.e2enet.training.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Where the foreground classes of a case are: up to {@value #MAX_VOXELS_PER_CLASS} voxels of each, evenly picked. */
public final class ForegroundIndex {
    private static final int MAX_VOXELS_PER_CLASS = 10_000;

    private final List<int[]> voxelsByClass;

    private ForegroundIndex(List<int[]> voxelsByClass) {
        this.voxelsByClass = Collections.unmodifiableList(voxelsByClass);
    }

    static ForegroundIndex of(short[] labels) {
        Map<Short, Integer> counts = new TreeMap<>();
        for (short label : labels) {
            if (label > 0) {
                counts.merge(label, 1, Integer::sum);
            }
        }
        List<int[]> voxels = new ArrayList<>();
        counts.forEach((label, count) -> voxels.add(pick(labels, label, count)));
        return new ForegroundIndex(voxels);
    }

    private static int[] pick(short[] labels, short label, int count) {
        int step = Math.ceilDiv(count, MAX_VOXELS_PER_CLASS);
        int[] picked = new int[Math.ceilDiv(count, step)];
        int seen = 0;
        for (int voxel = 0; voxel < labels.length; voxel++) {
            if (labels[voxel] == label && seen++ % step == 0) {
                picked[(seen - 1) / step] = voxel;
            }
        }
        return picked;
    }

    /** Memory for a class of so many voxels in a case. */
    public static long bytes(long voxels) {
        return Integer.BYTES * Math.min(voxels, MAX_VOXELS_PER_CLASS);
    }

    boolean isEmpty() {
        return voxelsByClass.isEmpty();
    }

    /** A voxel of a class drawn uniformly among those present. */
    int draw(RandomGenerator random) {
        int[] voxels = voxelsByClass.get(random.nextInt(voxelsByClass.size()));
        return voxels[random.nextInt(voxels.length)];
    }
}
