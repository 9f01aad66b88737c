package org.e2enet.imaging.components;

import java.util.Arrays;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.Size3;

/** Keeps the largest piece of a segmentation: nnU-Net's post-processing. */
public final class LargestComponent {
    private LargestComponent() {}

    /**
     * Sets to 0 what a rule clears, taking 26 neighbours as in nnU-Net v2.
     *
     * @param labels {@code [depth][height][width]}, changed in place
     * @return voxels set to 0
     */
    public static long apply(PostProcessing rule, Size3 extent, short[] labels) {
        long cleared = 0;
        if (rule.ofForeground()) {
            cleared += keepOfForeground(extent, labels, Connectivity.CORNERS);
        }
        for (int label : rule.ofLabels()) {
            cleared += keepOfLabel(extent, labels, label, Connectivity.CORNERS);
        }
        return cleared;
    }

    /**
     * Sets to 0 all foreground (labels above 0, taken as one) outside its largest component.
     *
     * @return voxels set to 0
     */
    public static long keepOfForeground(Size3 extent, short[] labels, Connectivity connectivity) {
        return keep(Components.of(extent, voxel -> labels[voxel] > 0, connectivity), labels);
    }

    /**
     * Sets to 0 all voxels of one label outside its largest component.
     *
     * @return voxels set to 0
     */
    public static long keepOfLabel(Size3 extent, short[] labels, int label, Connectivity connectivity) {
        return keep(Components.of(extent, voxel -> labels[voxel] == label, connectivity), labels);
    }

    private static long keep(Components components, short[] labels) {
        int largest = components.largest();
        long cleared = 0;
        for (int component = 0; component < components.count(); component++) {
            cleared += component == largest ? 0 : components.voxels(component);
        }
        components.forEachRun((component, from, to) -> {
            if (component != largest) {
                Arrays.fill(labels, from, to, (short) 0);
            }
        });
        return cleared;
    }
}
