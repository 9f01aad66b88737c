package org.e2enet.standalone.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.quality.Quality;
import org.e2enet.faults.Fault;

/** {@code predict --json}: one image's result, or why there is none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Prediction(
        String image,
        String segmentation,
        List<String> files,
        String model,
        String engine,
        Integer windows,
        Map<String, Double> seconds,
        Long peakMiB,
        List<String> flags,
        Quality quality,
        List<String> maps,
        String provenance,
        Failure error) {
    /** Why an image was not segmented. */
    record Failure(String code, String message) {}

    /** @param files the segmentation, in every form that was asked for */
    static Prediction of(
            String image, List<Path> files, Segmented done, List<String> flags, List<String> maps, String provenance) {
        return new Prediction(
                image,
                files.getFirst().toString(),
                files.stream().map(Path::toString).toList(),
                done.model(),
                done.engine(),
                done.windows(),
                done.seconds(),
                done.peakMiB(),
                flags,
                done.quality(),
                maps,
                provenance,
                null);
    }

    static Prediction failed(String image, Fault fault) {
        return new Prediction(
                image,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Failure(fault.code(), fault.message()));
    }

    /** For people. */
    String line() {
        if (error != null) {
            return image + " failed: " + error.message();
        }
        double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        return "%s -> %s (%s, %d windows, %.1f s)%s"
                .formatted(
                        image,
                        String.join(", ", files),
                        engine,
                        windows,
                        all,
                        (flags.isEmpty() ? "" : "; look at it: " + String.join(", ", flags))
                                + (quality != null && quality.judged()
                                        ? ""
                                        : "; not judged: the model has no reference"));
    }
}
