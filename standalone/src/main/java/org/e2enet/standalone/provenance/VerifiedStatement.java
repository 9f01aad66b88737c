package org.e2enet.standalone.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.e2enet.provenance.statement.SegmentationPredicate;
import org.e2enet.standalone.console.Table;

/**
 * {@code provenance verify --json}: what a statement says, once its signature held.
 *
 * @param segmentation how the given segmentation was recognised: {@code file} or {@code labels}; absent where none was given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerifiedStatement(
        String keyId,
        String segmentation,
        String predictionId,
        String finishedAt,
        SegmentationPredicate.Scan scan,
        SegmentationPredicate.Preparation preparation,
        List<SegmentationPredicate.Model> models,
        SegmentationPredicate.Engine engine,
        Map<String, String> versions) {
    static VerifiedStatement of(String keyId, String segmentation, SegmentationPredicate said) {
        return new VerifiedStatement(
                keyId,
                segmentation,
                said.predictionId(),
                String.valueOf(said.finishedAt()),
                said.scan(),
                said.preparation(),
                said.models(),
                said.engine(),
                new TreeMap<>(said.versions()));
    }

    /** For people. */
    String text() {
        Table table = new Table("signed", "and so it is")
                .row("key", keyId)
                .row("segmentation", segmentation == null ? "none was given to compare" : "the same " + segmentation)
                .row("prediction", predictionId)
                .row("finished", finishedAt)
                .row("scan", scan.scanId())
                .row("images", String.join(" ", scan.imagesSha256()))
                .row("preparation", preparation.sha256())
                .row("prepared scan", preparation.tensorSha256());
        models.forEach(model -> table.row("model", model.modelId())
                .row("  weights", model.weightsSha256())
                .row("  masks", model.masksSha256())
                .row("  run", run(model.run())));
        return table.row("engine", engine.name() + ", step " + engine.step() + ", mirrored " + engine.mirrorAxes())
                .row(
                        "versions",
                        versions.entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue())
                                .collect(Collectors.joining(", ")))
                .toString();
    }

    private static String run(SegmentationPredicate.Run run) {
        return run.runId() + ", fold " + run.fold() + ", iteration " + run.iteration() + ", " + run.kind();
    }
}
