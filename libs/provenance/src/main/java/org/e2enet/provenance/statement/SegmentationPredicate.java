package org.e2enet.provenance.statement;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a segmentation came about. All hashes are SHA-256 in lower-case hex.
 *
 * @param predictionId under which the installation knows it
 * @param finishedAt when it was written
 * @param scan what was segmented
 * @param preparation what the network was given
 * @param models what segmented it: one, or the members of an ensemble
 * @param engine what ran them, and how
 * @param versions by component
 */
public record SegmentationPredicate(
        String predictionId,
        Instant finishedAt,
        Scan scan,
        Preparation preparation,
        List<Model> models,
        Engine engine,
        Map<String, String> versions) {
    public SegmentationPredicate {
        models = models == null ? List.of() : List.copyOf(models);
        versions = versions == null ? Map.of() : Map.copyOf(versions);
    }

    /**
     * A scan.
     *
     * @param scanId follows from its content
     * @param imagesSha256 of its files as they came, one per channel
     */
    public record Scan(String scanId, List<String> imagesSha256) {
        public Scan {
            imagesSha256 = imagesSha256 == null ? List.of() : List.copyOf(imagesSha256);
        }
    }

    /**
     * A prepared scan.
     *
     * @param sha256 of how it was prepared: spacing, axes, cropping, normalisation
     * @param tensorSha256 of what came of it
     */
    public record Preparation(String sha256, String tensorSha256) {}

    /**
     * A model.
     *
     * @param weightsSha256 of its weights' file
     * @param masksSha256 of which connections it has ({@code Topology.sha256})
     * @param run the training it came from
     */
    public record Model(String modelId, String weightsSha256, String masksSha256, Run run) {}

    /** Where in a training run a model was taken. @param kind {@code INTERIM}, {@code BEST} or {@code FINAL} */
    public record Run(String runId, int fold, int iteration, String kind) {}

    /**
     * What ran the network.
     *
     * @param step distance of windows in patches
     * @param mirrorAxes axes of the test-time flips
     * @param averaging what was averaged over windows and flips
     */
    public record Engine(String name, double step, List<String> mirrorAxes, String averaging) {
        public Engine {
            mirrorAxes = mirrorAxes == null ? List.of() : List.copyOf(mirrorAxes);
        }
    }
}
