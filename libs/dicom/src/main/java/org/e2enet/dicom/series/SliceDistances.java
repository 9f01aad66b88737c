package org.e2enet.dicom.series;

import java.util.Arrays;
import java.util.List;
import org.e2enet.dicom.part10.Attribute;

/** Distances in millimetres between neighbouring slices along their normal. */
final class SliceDistances {
    /** Closer than this, two slices are at one position. */
    private static final double SAME_POSITION_MM = 1e-2;

    private final double[] millimetres;
    private final double usualMm;

    private SliceDistances(double[] millimetres) {
        this.millimetres = millimetres;
        double[] ordered = millimetres.clone();
        Arrays.sort(ordered);
        this.usualMm = ordered.length == 0 ? 0 : ordered[ordered.length / 2];
    }

    /** @param slices ordered along the normal */
    static SliceDistances along(Vector normal, List<Slice> slices) {
        double[] distances = new double[slices.size() - 1];
        for (int n = 0; n < distances.length; n++) {
            Vector from = Vector.of(slices.get(n).positionMm(), 0);
            Vector to = Vector.of(slices.get(n + 1).positionMm(), 0);
            distances[n] = to.minus(from).dot(normal);
        }
        return new SliceDistances(distances);
    }

    /** The median. */
    double usualMm() {
        return usualMm;
    }

    /** As a share of the usual distance. */
    double largestDeviation() {
        return Arrays.stream(millimetres)
                .map(mm -> Math.abs(mm / usualMm - 1))
                .max()
                .orElse(0);
    }

    /** Throws {@code DCM-307}, {@code DCM-312} or {@code DCM-313} where slices share a position. */
    void requireOneSliceEach(List<Slice> slices) {
        int most = 1;
        int mostStart = 0;
        int start = 0;
        for (int n = 0; n < millimetres.length; n++) {
            if (millimetres[n] > SAME_POSITION_MM) {
                start = n + 1;
            } else if (n + 2 - start > most) {
                most = n + 2 - start;
                mostStart = start;
            }
        }
        if (most == 1) {
            return;
        }
        Instance first = slices.getFirst().instance();
        if (first.header().integer(Attribute.NUMBER_OF_TEMPORAL_POSITIONS, 1) > 1) {
            throw SeriesFaults.notOneVolume("the series has several points in time (4-D)", first.where());
        }
        String differing = Differences.between(slices.subList(mostStart, mostStart + most));
        throw first.isMultiFrame() ? SeriesFaults.stacks(differing) : SeriesFaults.samePosition(most, differing);
    }

    /** Throws {@code DCM-308} for gaps that slices would fill, {@code DCM-309} for other uneven distances. */
    void requireEven(double tolerance) {
        double least = Arrays.stream(millimetres).min().orElse(0);
        double most = Arrays.stream(millimetres).max().orElse(0);
        if (largestDeviation() <= tolerance) {
            return;
        }
        for (double base : new double[] {usualMm, least}) {
            int missing = missing(base, tolerance);
            if (missing > 0) {
                throw SeriesFaults.missing(missing, beforeFirstGapMm(base));
            }
        }
        throw SeriesFaults.uneven(least, most);
    }

    /** Slices that would fill all gaps, or 0 if some distance is no multiple of the base. */
    private int missing(double base, double tolerance) {
        long missing = 0;
        for (double mm : millimetres) {
            long steps = Math.round(mm / base);
            if (steps < 1 || Math.abs(mm - steps * base) > tolerance * base) {
                return 0;
            }
            missing += steps - 1;
        }
        return (int) Math.min(missing, Integer.MAX_VALUE);
    }

    private double beforeFirstGapMm(double base) {
        double sum = 0;
        for (double mm : millimetres) {
            if (mm > 1.5 * base) {
                return sum;
            }
            sum += mm;
        }
        return sum;
    }
}
