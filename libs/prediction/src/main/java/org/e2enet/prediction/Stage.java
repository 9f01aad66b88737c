package org.e2enet.prediction;

import java.util.Locale;

/** What a prediction spends its time on, in order. */
public enum Stage {
    /** Original or normalised scan from disk or store. */
    READ,
    /** Orientation, crop, resampling, normalisation. */
    PREPROCESS,
    /** Windows through the network. */
    NETWORK,
    /** Volumes, places, doubts and intensities, for quality flags. */
    MEASURE,
    /** Probabilities to labels on the scan's own grid. */
    RESAMPLE,
    /** Segmentation to disk or store. */
    WRITE;

    /** The name in JSON and metrics: {@code network}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
