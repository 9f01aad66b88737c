package org.e2enet.scoring.surface;

import org.e2enet.imaging.distance.Lattice;

/**
 * One object's surface as points of a lattice, each with a weight.
 *
 * @param points [nz][ny][nx] of the lattice flattened, true where a surface element lies
 * @param weights weight of the element at each point: area in mm², or 1
 * @param lattice where the points lie
 */
record Surface(boolean[] points, PointWeights weights, Lattice lattice) {
    private static final int FULL = CubeSurface.CODES - 1;

    /** Weight of the surface element at a point. */
    @FunctionalInterface
    interface PointWeights {
        double at(int point);
    }

    /**
     * Surface elements between voxels: one on every voxel corner whose eight voxels are neither all inside nor all outside,
     * weighted by its area. Outside the box nothing is inside.
     */
    static Surface ofSurfels(boolean[] inside, Lattice box, SurfelAreas areas) {
        Lattice corners = box.resized(box.nx() + 1, box.ny() + 1, box.nz() + 1);
        byte[] codes = new byte[corners.voxels()];
        int nx = box.nx();
        int rowOfCorners = corners.nx();
        int sliceOfCorners = rowOfCorners * corners.ny();
        for (int z = 0, voxel = 0; z < box.nz(); z++) {
            for (int y = 0; y < box.ny(); y++) {
                int corner = z * sliceOfCorners + y * rowOfCorners;
                for (int x = 0; x < nx; x++, voxel++, corner++) {
                    if (inside[voxel]) {
                        mark(codes, corner, rowOfCorners, sliceOfCorners);
                    }
                }
            }
        }
        boolean[] points = new boolean[codes.length];
        for (int corner = 0; corner < codes.length; corner++) {
            int code = codes[corner] & FULL;
            points[corner] = code != 0 && code != FULL;
        }
        return new Surface(points, corner -> areas.areaMm2(codes[corner] & FULL), corners);
    }

    /** Tells the eight corners of an inside voxel that it lies on their far or near side along each axis. */
    private static void mark(byte[] codes, int corner, int row, int slice) {
        codes[corner] |= (byte) 0x80;
        codes[corner + 1] |= 0x40;
        codes[corner + row] |= 0x20;
        codes[corner + row + 1] |= 0x10;
        codes[corner + slice] |= 0x08;
        codes[corner + slice + 1] |= 0x04;
        codes[corner + slice + row] |= 0x02;
        codes[corner + slice + row + 1] |= 0x01;
    }

    /** Voxels of the object with at least one of their six neighbours outside it, or outside the box. */
    static Surface ofBoundaryVoxels(boolean[] inside, Lattice box) {
        boolean[] points = new boolean[inside.length];
        int row = box.nx();
        int slice = row * box.ny();
        for (int z = 0, voxel = 0; z < box.nz(); z++) {
            for (int y = 0; y < box.ny(); y++) {
                for (int x = 0; x < row; x++, voxel++) {
                    points[voxel] = inside[voxel]
                            && !(x > 0
                                    && x < row - 1
                                    && y > 0
                                    && y < box.ny() - 1
                                    && z > 0
                                    && z < box.nz() - 1
                                    && inside[voxel - 1]
                                    && inside[voxel + 1]
                                    && inside[voxel - row]
                                    && inside[voxel + row]
                                    && inside[voxel - slice]
                                    && inside[voxel + slice]);
                }
            }
        }
        return new Surface(points, voxel -> 1, box);
    }
}
