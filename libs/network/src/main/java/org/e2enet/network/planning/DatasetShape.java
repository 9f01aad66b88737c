package org.e2enet.network.planning;

import java.util.List;
import org.e2enet.contract.Size3;

/**
 * Sizes of a data set's prepared scans.
 *
 * @param medianExtent median voxels per axis, [depth, height, width]
 * @param spacingMm spacing of the prepared scans, same axes
 * @param voxels of all scans together
 */
public record DatasetShape(Size3 medianExtent, List<Double> spacingMm, double voxels) {
    public DatasetShape {
        spacingMm = List.copyOf(spacingMm);
        if (spacingMm.size() != 3 || spacingMm.stream().anyMatch(mm -> !(mm > 0) || !Double.isFinite(mm))) {
            throw new IllegalArgumentException("three positive spacings are wanted, got " + spacingMm);
        }
    }
}
