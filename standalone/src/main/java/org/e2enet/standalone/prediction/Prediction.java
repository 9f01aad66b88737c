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
        String model,
        String engine,
        Integer windows,
        Map<String, Double> seconds,
        Long peakMiB,
        List<String> flags,
        Quality quality,
        List<String> maps,
        Failure error) {
    /** Why an image was not segmented. */
    record Failure(String code, String message) {}

    static Prediction of(String image, Path segmentation, Segmented done) {
        return new Prediction(
                image,
                segmentation.toString(),
                done.model(),
                done.engine(),
                done.windows(),
                done.seconds(),
                done.peakMiB(),
                done.flags(),
                done.quality(),
                done.maps(),
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
                        segmentation,
                        engine,
                        windows,
                        all,
                        (flags.isEmpty() ? "" : "; look at it: " + String.join(", ", flags))
                                + (quality != null && quality.judged()
                                        ? ""
                                        : "; not judged: the model has no reference"));
    }
}
