package org.e2enet.prediction.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.e2enet.contract.quality.Range;

/** What is measured of a scan, and how far from the training's it may lie. */
public enum MeasureKind {
    /** Size of the prepared scan along depth, height and width, mm. */
    EXTENT("unusual-extent", Sides.BOTH, 0, Math.log(1.4)),
    /** Of a class, ml. */
    VOLUME("unusual-volume", Sides.BOTH, 0.1, Math.log(2)),
    /** Mean place of a class, 0 to 1 of the prepared scan. */
    POSITION("unusual-position", Sides.BOTH, MeasureKind.AS_IT_IS, 0.1),
    /** Connected parts of a class. */
    COMPONENTS("unusual-components", Sides.HIGH, 5, Math.log(4)),
    /** Mean entropy of the probabilities, of all voxels and of those of a class. */
    UNCERTAINTY("unusual-uncertainty", Sides.HIGH, 0.02, Math.log(3)),
    /** Share of voxels whose best class leads by less than 0.1, of all and of those of a class. */
    BOUNDARY("unusual-uncertainty", Sides.HIGH, 0.02, Math.log(3)),
    /** Mean difference of neighbours in a channel, standard deviations. */
    ROUGHNESS("unusual-intensities", Sides.BOTH, 0.01, Math.log(1.5)),
    /** Population stability index of a channel's intensities. */
    STABILITY("unusual-intensities", Sides.HIGH, MeasureKind.AS_IT_IS, 0.25);

    private static final double AS_IT_IS = -1;

    private enum Sides {
        BOTH,
        HIGH
    }

    private final String flag;
    private final Sides sides;
    private final double offset;
    private final double leeway;

    /**
     * @param offset added before the logarithm is taken, in which ratios count; or {@link #AS_IT_IS}
     * @param leeway on each side of what one scan shows, which says nothing of how scans differ
     */
    MeasureKind(String flag, Sides sides, double offset, double leeway) {
        this.flag = flag;
        this.sides = sides;
        this.offset = offset;
        this.leeway = leeway;
    }

    /** What a scan is flagged with when this is unusual. */
    public String flag() {
        return flag;
    }

    /** The name of a measure of this kind: {@code volume.2}. */
    String of(Object... parts) {
        StringBuilder name = new StringBuilder(name().toLowerCase(Locale.ROOT));
        for (Object part : parts) {
            name.append('.').append(part);
        }
        return name.toString();
    }

    static MeasureKind kindOf(String measure) {
        return valueOf(measure.split("\\.", 2)[0].toUpperCase(Locale.ROOT));
    }

    /**
     * Where this usually lies: from the first percentile of training to the 99th, and on both sides further by half of that or by the
     * leeway over ∜n, whichever is more: few scans show little of how scans differ.
     */
    Range usual(List<Double> training) {
        double[] sorted = training.stream().mapToDouble(this::scaled).sorted().toArray();
        double low = quantile(sorted, 0.01);
        double high = quantile(sorted, 0.99);
        double more = Math.max((high - low) / 2, leeway / Math.sqrt(Math.sqrt(sorted.length)));
        return new Range(sides == Sides.HIGH ? null : rounded(unscaled(low - more)), rounded(unscaled(high + more)));
    }

    private double scaled(double value) {
        return offset == AS_IT_IS ? value : Math.log(Math.max(value + offset, Double.MIN_NORMAL));
    }

    private double unscaled(double value) {
        return offset == AS_IT_IS ? value : Math.exp(value) - offset;
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        return sorted[below] + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }

    static double rounded(double value) {
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(6))
                .doubleValue();
    }

    /** The flags of some kinds, each once. */
    static List<String> flags(List<String> measures) {
        List<MeasureKind> found =
                new ArrayList<>(measures.stream().map(MeasureKind::kindOf).toList());
        return Arrays.stream(values())
                .filter(found::contains)
                .map(MeasureKind::flag)
                .distinct()
                .toList();
    }
}
