package org.e2enet.scoring.surface;

import org.e2enet.imaging.distance.Lattice;

/** What a surface is made of. */
public enum SurfaceElements {
    /** Elements on voxel corners, weighted by their marching-cubes area (google-deepmind/surface-distance). */
    SURFELS {
        @Override
        Surface of(boolean[] inside, Lattice box) {
            return Surface.ofSurfels(inside, box, new SurfelAreas(box));
        }
    },
    /** The object's border voxels, each counting 1 (MONAI, medpy). */
    BOUNDARY_VOXELS {
        @Override
        Surface of(boolean[] inside, Lattice box) {
            return Surface.ofBoundaryVoxels(inside, box);
        }
    };

    abstract Surface of(boolean[] inside, Lattice box);
}
