package org.e2enet.imaging.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.IntensityStats;
import org.e2enet.contract.preparation.NormalizationScheme;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.contract.scan.Spacing;

/** What scans of one data set have in common, and the preprocessing that follows from it by nnU-Net's rules. */
public record DatasetFingerprint(List<ScanFingerprint> scans) {
    private static final double ANISOTROPY = 3;

    /** Crops that keep less than this share call for statistics inside the nonzero region only. */
    private static final double MASKED_BELOW = 0.75;

    public DatasetFingerprint {
        scans = List.copyOf(scans);
        if (scans.isEmpty()) {
            throw new IllegalArgumentException("a data set has at least one scan");
        }
    }

    /**
     * Median spacing per canonical axis; an axis far coarser than the others, in spacing and in voxels, takes its 10th
     * percentile instead, but stays coarser than the others.
     */
    public Spacing targetSpacing() {
        List<Double> spacing = new ArrayList<>();
        List<Double> size = new ArrayList<>();
        int coarsest = 0;
        for (int axis = 0; axis < 3; axis++) {
            int at = axis;
            spacing.add(percentile(0.5, scan -> scan.spacingMm().along(at)));
            size.add(percentile(0.5, scan -> scan.croppedExtent().along(at)));
            coarsest = spacing.get(axis) > spacing.get(coarsest) ? axis : coarsest;
        }
        int worst = coarsest;
        double othersMm = IntStream.range(0, 3)
                .filter(axis -> axis != worst)
                .mapToDouble(spacing::get)
                .max()
                .orElseThrow();
        double othersSize = IntStream.range(0, 3)
                .filter(axis -> axis != worst)
                .mapToDouble(size::get)
                .min()
                .orElseThrow();
        if (spacing.get(worst) > ANISOTROPY * othersMm && size.get(worst) * ANISOTROPY < othersSize) {
            double fine = percentile(0.1, scan -> scan.spacingMm().along(worst));
            spacing.set(worst, fine < othersMm ? othersMm + 1e-5 : fine);
        }
        return Spacing.of(spacing);
    }

    /** Foreground intensities of one channel over all scans. */
    public IntensityStats intensities(int channel) {
        return ForegroundIntensities.pooled(
                scans.stream().map(scan -> scan.channels().get(channel)).toList());
    }

    /** @param schemes of each channel */
    public Preparation preparation(List<NormalizationScheme> schemes) {
        boolean masked = percentile(0.5, ScanFingerprint::keptShare) < MASKED_BELOW;
        List<ChannelNormalization> channels = new ArrayList<>();
        for (int channel = 0; channel < schemes.size(); channel++) {
            channels.add(
                    switch (schemes.get(channel)) {
                        case Z_SCORE -> new ChannelNormalization(NormalizationScheme.Z_SCORE, masked, null);
                        case CT -> ChannelNormalization.ct(intensities(channel));
                        case CT_PER_SCAN ->
                            new ChannelNormalization(NormalizationScheme.CT_PER_SCAN, false, intensities(channel));
                        case NONE -> ChannelNormalization.NONE;
                    });
        }
        return Preparation.coarsestFirst(targetSpacing(), channels);
    }

    private double percentile(double share, ToDoubleFunction<ScanFingerprint> number) {
        double[] sorted = scans.stream().mapToDouble(number).sorted().toArray();
        double position = share * (sorted.length - 1);
        int floor = (int) position;
        int next = Math.min(floor + 1, sorted.length - 1);
        return sorted[floor] + (position - floor) * (sorted[next] - sorted[floor]);
    }
}
