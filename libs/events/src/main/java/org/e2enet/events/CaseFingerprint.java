package org.e2enet.events;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.e2enet.imaging.normalize.IntensityStats;

/**
 * Figures of one case that plans are made from. Extents and spacings are [d, h, w] in prepared axes.
 *
 * @param originalVoxels extent of the original, turned to prepared axes
 * @param croppedVoxels extent after cropping to nonzero, before resampling
 * @param voxels extent of the normalised image
 * @param labelVoxels voxels per label in the normalised image; empty without labels
 * @param foreground per channel: original intensities under labels above 0 (the whole cropped image without labels)
 */
public record CaseFingerprint(
        List<Integer> originalVoxels,
        List<Double> originalSpacingMm,
        List<Integer> croppedVoxels,
        List<Integer> voxels,
        List<Double> spacingMm,
        Map<Integer, Long> labelVoxels,
        List<IntensityStats> foreground) {
    public CaseFingerprint {
        originalVoxels = Check.filled(originalVoxels, "originalVoxels");
        originalSpacingMm = Check.filled(originalSpacingMm, "originalSpacingMm");
        croppedVoxels = Check.filled(croppedVoxels, "croppedVoxels");
        voxels = Check.filled(voxels, "voxels");
        spacingMm = Check.filled(spacingMm, "spacingMm");
        labelVoxels = labelVoxels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labelVoxels));
        foreground = Check.list(foreground);
    }

    /** Share of the original volume that cropping left, in (0, 1]. */
    public double croppedShare() {
        return volume(croppedVoxels) / volume(originalVoxels);
    }

    private static double volume(List<Integer> extent) {
        return extent.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    }
}
