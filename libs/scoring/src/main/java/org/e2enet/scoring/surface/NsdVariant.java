package org.e2enet.scoring.surface;

import org.e2enet.scoring.Named;

/** How the normalised surface Dice weighs the surface. */
public enum NsdVariant {
    /** By area: AMOS' and DeepMind's definition, the default. */
    SURFEL(NsdVariant.DEFAULT, SurfaceElements.SURFELS),
    /** By border voxel, unweighted: MONAI's default. */
    BOUNDARY_VOXELS("boundary-voxels", SurfaceElements.BOUNDARY_VOXELS);

    /** Name of what counts where none is asked for. */
    public static final String DEFAULT = "surfel";

    private final String id;
    private final SurfaceElements elements;

    NsdVariant(String id, SurfaceElements elements) {
        this.id = id;
        this.elements = elements;
    }

    /** Name in configuration, events and reports. */
    public String id() {
        return id;
    }

    public SurfaceElements elements() {
        return elements;
    }

    /** @throws org.e2enet.faults.FaultException SCO-101 for an unknown name */
    public static NsdVariant named(String id) {
        return Named.find(values(), NsdVariant::id, id, "NSD variant");
    }
}
