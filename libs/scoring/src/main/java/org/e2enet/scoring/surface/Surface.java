package org.e2enet.scoring.surface;

import org.e2enet.imaging.distance.Lattice;
import org.e2enet.imaging.distance.VoxelBits;

/**
 * One object's surface as points of a lattice, each with a weight. Held in bits, 64 voxels at a time.
 *
 * @param points where a surface element lies
 * @param weights weight of the element at each point: area in mm², or 1
 */
record Surface(VoxelBits points, PointWeights weights) {
    private static final int LAST_BIT = Long.SIZE - 1;

    /** Weight of the surface element at a point. */
    @FunctionalInterface
    interface PointWeights {
        double at(int x, int y, int z);
    }

    /**
     * Surface elements between voxels: one on every voxel corner whose eight voxels are neither all inside nor all outside,
     * weighted by its area. Outside the box nothing is inside.
     */
    static Surface ofSurfels(VoxelBits inside, SurfelAreas areas) {
        Lattice box = inside.lattice();
        VoxelBits points = new VoxelBits(box.resized(box.nx() + 1, box.ny() + 1, box.nz() + 1));
        for (int z = 0; z <= box.nz(); z++) {
            for (int y = 0; y <= box.ny(); y++) {
                long anyBefore = 0;
                long allBefore = 0;
                for (int index = 0; index < points.wordsPerRow(); index++) {
                    long a = inside.word(y - 1, z - 1, index);
                    long b = inside.word(y, z - 1, index);
                    long c = inside.word(y - 1, z, index);
                    long d = inside.word(y, z, index);
                    // Corner x lies between voxels x - 1 and x.
                    long any = a | b | c | d;
                    long all = a & b & c & d;
                    long anyOfEight = any | any << 1 | anyBefore >>> LAST_BIT;
                    long allOfEight = all & (all << 1 | allBefore >>> LAST_BIT);
                    points.word(y, z, index, anyOfEight & ~allOfEight);
                    anyBefore = any;
                    allBefore = all;
                }
            }
        }
        return new Surface(points, (x, y, z) -> areas.areaMm2(code(inside, x, y, z)));
    }

    /** Which of the eight voxels around a corner are inside: bit {@code dx + 2 dy + 4 dz}. */
    private static int code(VoxelBits inside, int x, int y, int z) {
        int code = 0;
        for (int corner = 0; corner < 8; corner++) {
            if (inside.get(x - 1 + (corner & 1), y - 1 + (corner >> 1 & 1), z - 1 + (corner >> 2))) {
                code |= 1 << corner;
            }
        }
        return code;
    }

    /** Voxels of the object with at least one of their six neighbours outside it, or outside the box. */
    static Surface ofBoundaryVoxels(VoxelBits inside) {
        Lattice box = inside.lattice();
        VoxelBits points = new VoxelBits(box);
        for (int z = 0; z < box.nz(); z++) {
            for (int y = 0; y < box.ny(); y++) {
                for (int index = 0; index < points.wordsPerRow(); index++) {
                    long own = inside.word(y, z, index);
                    long left = own << 1 | inside.word(y, z, index - 1) >>> LAST_BIT;
                    long right = own >>> 1 | inside.word(y, z, index + 1) << LAST_BIT;
                    long within = left
                            & right
                            & inside.word(y - 1, z, index)
                            & inside.word(y + 1, z, index)
                            & inside.word(y, z - 1, index)
                            & inside.word(y, z + 1, index);
                    points.word(y, z, index, own & ~within);
                }
            }
        }
        return new Surface(points, (x, y, z) -> 1);
    }
}
