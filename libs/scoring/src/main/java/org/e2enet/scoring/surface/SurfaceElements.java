package org.e2enet.scoring.surface;

import org.e2enet.imaging.distance.VoxelBits;

/** What a surface is made of. */
public enum SurfaceElements {
    /** Elements on voxel corners, weighted by their marching-cubes area (google-deepmind/surface-distance). */
    SURFELS {
        @Override
        Surface of(VoxelBits inside) {
            return Surface.ofSurfels(inside, new SurfelAreas(inside.lattice()));
        }
    },
    /** The object's border voxels, each counting 1 (MONAI, medpy). */
    BOUNDARY_VOXELS {
        @Override
        Surface of(VoxelBits inside) {
            return Surface.ofBoundaryVoxels(inside);
        }
    };

    abstract Surface of(VoxelBits inside);
}
