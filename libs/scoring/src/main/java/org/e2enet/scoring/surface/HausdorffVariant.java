package org.e2enet.scoring.surface;

import org.e2enet.scoring.Named;

/** How the Hausdorff distance and its 95th percentile are taken. */
public enum HausdorffVariant {
    /** Percentile of the area, the larger of the two directions: DeepMind's robust Hausdorff distance, the default. */
    SURFEL_WEIGHTED(HausdorffVariant.DEFAULT, SurfaceElements.SURFELS),
    /** Percentile over border voxels, the larger of the two directions: MONAI. */
    DIRECTED_MAX("directed-max", SurfaceElements.BOUNDARY_VOXELS),
    /** Percentile over the border voxels of both directions together: medpy. */
    POOLED("pooled", SurfaceElements.BOUNDARY_VOXELS);

    /** Name of what counts where none is asked for. */
    public static final String DEFAULT = "surfel-weighted";

    private final String id;
    private final SurfaceElements elements;

    HausdorffVariant(String id, SurfaceElements elements) {
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
    public static HausdorffVariant named(String id) {
        return Named.find(values(), HausdorffVariant::id, id, "Hausdorff variant");
    }
}
