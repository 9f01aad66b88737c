package org.e2enet.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.e2enet.faults.Fault;

/**
 * Where a scan stands.
 *
 * @param voxels of the normalised image [d, h, w]
 * @param fault why it was rejected
 * @param flags what a reader should know of the normalised scan
 * @param subject pseudonym of the person it shows, or null
 */
public record ScanState(
        String scanId,
        String dataset,
        Stage status,
        boolean labelled,
        List<Integer> voxels,
        List<Double> spacingMm,
        Fault fault,
        List<String> flags,
        String subject) {
    /** In JSON in lower case. */
    public enum Stage {
        @JsonProperty("received")
        RECEIVED,
        @JsonProperty("normalized")
        NORMALIZED,
        @JsonProperty("rejected")
        REJECTED
    }

    public ScanState {
        flags = flags == null ? List.of() : List.copyOf(flags);
    }

    public boolean isEnded() {
        return status != Stage.RECEIVED;
    }
}
