package org.e2enet.contract;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.e2enet.contract.quality.Quality;

/**
 * A segmentation in the input's own geometry is in the store. Also the document {@code predictions/<predictionId>.json}.
 *
 * @param predictionId follows from scan, model and settings
 * @param segmentation {@code .nii.gz} of label values on the original image's grid
 * @param quality how usual scan and segmentation are for the model; null in predictions of older services
 * @param maps {@code .nii.gz} by name for those that were asked for: {@code uncertainty}, {@code probability-LABEL}
 * @param statement signed statement of how it came about; null in predictions of older services
 */
public record PredictionCompleted(
        String predictionId,
        String scanId,
        String dataset,
        String modelId,
        String alias,
        ObjectRef segmentation,
        Provenance provenance,
        Quality quality,
        Map<String, ObjectRef> maps,
        ObjectRef statement)
        implements Event {
    /**
     * How a segmentation came about.
     *
     * @param scanSha256 of the first channel's file
     * @param weightsSha256 of the model's weights; of an ensemble, of its members' hashes one per line
     * @param versions by component, for example {@code e2enet}
     * @param windows how many patches the network saw
     * @param seconds by step: read, preprocess, network, measure, resample, write
     * @param peakMiB largest memory use of the process, or −1 if unknown
     * @param flags what a reader should know, for example {@code empty-segmentation}
     * @param memberWeights hash of the weights by model id for every member of an ensemble; empty for one model
     */
    public record Provenance(
            String scanSha256,
            String weightsSha256,
            String engine,
            Map<String, String> versions,
            int windows,
            Map<String, Double> seconds,
            long peakMiB,
            List<String> flags,
            Map<String, String> memberWeights) {
        /** Of one model. */
        public Provenance(
                String scanSha256,
                String weightsSha256,
                String engine,
                Map<String, String> versions,
                int windows,
                Map<String, Double> seconds,
                long peakMiB,
                List<String> flags) {
            this(scanSha256, weightsSha256, engine, versions, windows, seconds, peakMiB, flags, Map.of());
        }

        public Provenance {
            Check.sha256(scanSha256, "scanSha256");
            Check.sha256(weightsSha256, "weightsSha256");
            Check.text(engine, "engine");
            versions = versions == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(versions));
            Check.atLeast(windows, 0, "windows");
            seconds = seconds == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(seconds));
            flags = Check.list(flags);
            memberWeights =
                    memberWeights == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(memberWeights));
            memberWeights.values().forEach(hash -> Check.sha256(hash, "memberWeights"));
        }
    }

    /** Without measures and maps. */
    public PredictionCompleted(
            String predictionId,
            String scanId,
            String dataset,
            String modelId,
            String alias,
            ObjectRef segmentation,
            Provenance provenance) {
        this(predictionId, scanId, dataset, modelId, alias, segmentation, provenance, null, Map.of(), null);
    }

    public PredictionCompleted {
        Check.name(predictionId, "predictionId");
        Check.name(scanId, "scanId");
        Check.name(dataset, "dataset");
        Check.name(modelId, "modelId");
        Check.nameOrNull(alias, "alias");
        Check.present(segmentation, "segmentation");
        Check.present(provenance, "provenance");
        maps = maps == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(maps));
    }

    /** All that was written: the segmentation, the statement, then the maps. */
    public List<ObjectRef> objects() {
        return Stream.concat(
                        Stream.of(segmentation), Stream.concat(Stream.ofNullable(statement), maps.values().stream()))
                .toList();
    }

    @Override
    public String key() {
        return scanId;
    }

    @Override
    public String toString() {
        return "PredictionCompleted[" + predictionId + "]";
    }
}
