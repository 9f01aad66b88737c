package org.e2enet.ingest.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.e2enet.faults.Fault;

/**
 * Where a scan stands.
 *
 * @param labelled whether it came with labels, so that it can train
 * @param voxels sizes of the normalised image [d, h, w]
 * @param spacingMm of the normalised image [d, h, w]
 * @param fault why it was rejected
 * @param flags what a reader should know of the normalised scan, for example {@code no-orientation}
 * @param preparation hash of how it was prepared
 * @param subject pseudonym of the person it shows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScanStatus(
        String scanId,
        String dataset,
        Stage status,
        boolean labelled,
        List<Integer> voxels,
        List<Double> spacingMm,
        Fault fault,
        List<String> flags,
        String preparation,
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
}
