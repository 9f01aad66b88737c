package org.e2enet.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/** What may be written beside a segmentation, voxel by voxel on the same grid. */
public enum PredictionMap {
    /** How far the class probabilities are from certain: their entropy, 1 = all classes alike. */
    UNCERTAINTY,
    /** The probability of each class, one file each. */
    PROBABILITIES;

    /** Reads the name in any case. */
    @JsonCreator
    public static PredictionMap of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
