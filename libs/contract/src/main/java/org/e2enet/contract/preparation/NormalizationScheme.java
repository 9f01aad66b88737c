package org.e2enet.contract.preparation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import org.e2enet.faults.Fault;

/** Ways to normalise a channel, with the names they have in plans. */
public enum NormalizationScheme {
    /** Subtract the scan's mean, divide by its standard deviation. */
    Z_SCORE("zscore"),
    /** Clip to the training set's 0.5th and 99.5th percentiles, subtract its mean, divide by its deviation. */
    CT("ct"),
    /** Clip as {@link #CT}; mean and deviation of the scan's voxels strictly between the percentiles. */
    CT_PER_SCAN("ct-per-scan"),
    /** Leave the numbers alone. */
    NONE("none");

    private final String planName;

    NormalizationScheme(String planName) {
        this.planName = planName;
    }

    /** Whether it needs the intensities of the training set. */
    public boolean wantsStatistics() {
        return this == CT || this == CT_PER_SCAN;
    }

    @JsonValue
    public String planName() {
        return planName;
    }

    /** The scheme of a plan's name; throws {@code IMG-122} for an unknown one. */
    @JsonCreator
    public static NormalizationScheme named(String name) {
        for (NormalizationScheme scheme : values()) {
            if (scheme.planName.equals(name)) {
                return scheme;
            }
        }
        List<String> known =
                Arrays.stream(values()).map(NormalizationScheme::planName).toList();
        throw new Fault("IMG-122", "unknown normalisation " + name, "normalization", "Use one of " + known + ".")
                .exception();
    }
}
