package org.e2enet.imaging.components;

import java.util.Arrays;
import org.e2enet.contract.Size3;

/**
 * Connected components of a voxel set, numbered 0, 1, ... by their first voxel. Time and memory grow with the number of
 * runs along the width axis, not with that of voxels. Immutable once made.
 */
public final class Components {
    private final Runs runs;
    private final int[] componentOfRun;
    private final long[] voxels;

    private Components(Runs runs, int[] componentOfRun, int count) {
        this.runs = runs;
        this.componentOfRun = componentOfRun;
        this.voxels = new long[count];
        for (int run = 0; run < runs.count(); run++) {
            voxels[componentOfRun[run]] += runs.end(run) - runs.start(run);
        }
    }

    /** Takes the set apart. */
    public static Components of(Size3 extent, VoxelSet set, Connectivity connectivity) {
        Runs runs = new Runs(extent, set);
        int[] parent = new int[runs.count()];
        Arrays.setAll(parent, run -> run);
        for (int d = 0; d < extent.depth(); d++) {
            for (int h = 0; h < extent.height(); h++) {
                for (int[] before : new int[][] {{0, -1}, {-1, -1}, {-1, 0}, {-1, 1}}) {
                    int otherD = d + before[0];
                    int otherH = h + before[1];
                    int reach = connectivity.reach(before[0], before[1]);
                    if (reach >= 0 && otherD >= 0 && otherH >= 0 && otherH < extent.height()) {
                        join(runs, parent, d * extent.height() + h, otherD * extent.height() + otherH, extent, reach);
                    }
                }
            }
        }
        return numbered(runs, parent);
    }

    /** Joins the touching runs of two rows, walking along both at once. */
    private static void join(Runs runs, int[] parent, int row, int other, Size3 extent, int reach) {
        int shift = (row - other) * extent.width();
        int b = runs.firstOfRow(other);
        int lastB = runs.firstOfRow(other + 1);
        for (int a = runs.firstOfRow(row); a < runs.firstOfRow(row + 1) && b < lastB; ) {
            if (runs.end(b) + shift + reach <= runs.start(a)) {
                b++;
            } else if (runs.end(a) + reach <= runs.start(b) + shift) {
                a++;
            } else {
                union(parent, a, b);
                if (runs.end(b) + shift < runs.end(a)) {
                    b++;
                } else {
                    a++;
                }
            }
        }
    }

    private static void union(int[] parent, int a, int b) {
        int rootA = root(parent, a);
        int rootB = root(parent, b);
        parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private static int root(int[] parent, int run) {
        int at = run;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private static Components numbered(Runs runs, int[] parent) {
        int[] component = new int[parent.length];
        int count = 0;
        for (int run = 0; run < parent.length; run++) {
            int root = root(parent, run);
            component[run] = root == run ? count++ : component[root];
        }
        return new Components(runs, component, count);
    }

    public int count() {
        return voxels.length;
    }

    public long voxels(int component) {
        return voxels[component];
    }

    /** The component of most voxels, the earliest of equals; -1 if the set is empty. */
    public int largest() {
        int largest = -1;
        for (int component = 0; component < voxels.length; component++) {
            if (largest < 0 || voxels[component] > voxels[largest]) {
                largest = component;
            }
        }
        return largest;
    }

    /** Takes a stretch of voxels: flat offsets, the end not included. */
    @FunctionalInterface
    public interface RunVisitor {
        void visit(int component, int from, int to);
    }

    /** Visits every voxel of the set, in runs in memory order. */
    public void forEachRun(RunVisitor visitor) {
        for (int run = 0; run < runs.count(); run++) {
            visitor.visit(componentOfRun[run], runs.start(run), runs.end(run));
        }
    }
}
