package org.e2enet.imaging.components;

import java.util.Arrays;
import org.e2enet.contract.Size3;

/** Stretches of set voxels along the width axis, row after row; positions are flat offsets. */
final class Runs {
    private final int[] firstOfRow;
    private int[] start = new int[1024];
    private int[] end = new int[1024];
    private int count;

    Runs(Size3 extent, VoxelSet set) {
        int rows = extent.depth() * extent.height();
        firstOfRow = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            firstOfRow[row] = count;
            int to = (row + 1) * extent.width();
            int voxel = row * extent.width();
            while (voxel < to) {
                if (!set.contains(voxel)) {
                    voxel++;
                    continue;
                }
                int from = voxel;
                do {
                    voxel++;
                } while (voxel < to && set.contains(voxel));
                add(from, voxel);
            }
        }
        firstOfRow[rows] = count;
    }

    private void add(int from, int to) {
        if (count == start.length) {
            start = Arrays.copyOf(start, 2 * count);
            end = Arrays.copyOf(end, 2 * count);
        }
        start[count] = from;
        end[count++] = to;
    }

    int count() {
        return count;
    }

    /** First run of a row; that of the row after the last is the number of runs. */
    int firstOfRow(int row) {
        return firstOfRow[row];
    }

    int start(int run) {
        return start[run];
    }

    /** One past the last voxel. */
    int end(int run) {
        return end[run];
    }
}
