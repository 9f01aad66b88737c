package org.e2enet.contract;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Segment this scan with the model the alias means.
 *
 * @param predictionId under which the caller looks for the answer, or null where nobody waits. If the alias means another model
 *     when the request's turn comes, the answer there leads to the prediction that was made.
 * @param priority left out, {@code NORMAL}
 * @param deadline after which the result is of no use: the request fails then; or null
 * @param mirroring test-time flips of this prediction, or null for the service's setting
 * @param step distance of neighbouring windows in patches, 0.1 to 1, or null for the service's setting
 * @param maps to be written beside the segmentation; left out, none
 */
public record PredictionRequested(
        String scanId,
        String alias,
        String predictionId,
        Priority priority,
        Instant deadline,
        Mirroring mirroring,
        Double step,
        List<PredictionMap> maps)
        implements Event {
    public PredictionRequested {
        Check.name(scanId, "scanId");
        Check.name(alias, "alias");
        Check.nameOrNull(predictionId, "predictionId");
        priority = Objects.requireNonNullElse(priority, Priority.NORMAL);
        if (step != null) {
            Check.within(step, 0.1, 1, "step");
        }
        maps = maps == null ? List.of() : List.copyOf(new TreeSet<>(maps));
    }

    /** A request of normal priority with the service's settings. */
    public PredictionRequested(String scanId, String alias, String predictionId) {
        this(scanId, alias, predictionId, null, null, null, null, null);
    }

    /** The same, whose answer nobody waits for by id. */
    public PredictionRequested(String scanId, String alias) {
        this(scanId, alias, null);
    }

    public PredictionRequested answeredAt(String answer) {
        return new PredictionRequested(scanId, alias, answer, priority, deadline, mirroring, step, maps);
    }

    @Override
    public String key() {
        return scanId;
    }

    @Override
    public String toString() {
        return "PredictionRequested[" + scanId + ", " + alias + "]";
    }
}
