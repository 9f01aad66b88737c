package org.e2enet.contract.quality;

/**
 * Where a measure usually lies, both ends included.
 *
 * @param low null where nothing is too little
 * @param high null where nothing is too much
 */
public record Range(Double low, Double high) {
    public boolean holds(double value) {
        return (low == null || value >= low) && (high == null || value <= high);
    }

    /** The smallest range that holds what either does. */
    public Range and(Range other) {
        return new Range(
                low == null || other.low == null ? null : Double.valueOf(Math.min(low, other.low)),
                high == null || other.high == null ? null : Double.valueOf(Math.max(high, other.high)));
    }
}
