package org.e2enet.standalone.scores;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.e2enet.standalone.scores.FolderScores.Case;
import org.e2enet.standalone.scores.ScoreDocument.ClassLine;

/**
 * nnU-Net's {@code summary.json}: overlap counts of each class in each case, their means over cases, and the means of these over classes.
 * Where nnU-Net writes NaN for what is not defined, here is null, and means leave it out.
 */
final class SummaryJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SummaryJson() {}

    static byte[] text(FolderScores scores) {
        try {
            return JSON.writeValueAsBytes(of(scores));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of numbers have no JSON form", impossible);
        }
    }

    private static Map<String, Object> of(FolderScores scores) {
        List<Map<String, Object>> perCase = new ArrayList<>();
        Map<Integer, List<Map<String, Double>>> perClass = new TreeMap<>();
        for (Case each : scores.cases()) {
            Map<String, Map<String, Double>> metrics = new TreeMap<>();
            for (ClassLine line : each.score().classes()) {
                Map<String, Double> counts = counts(line, each.voxels());
                metrics.put(String.valueOf(line.label()), counts);
                perClass.computeIfAbsent(line.label(), label -> new ArrayList<>())
                        .add(counts);
            }
            perCase.add(
                    Map.of("metrics", metrics, "prediction_file", each.prediction(), "reference_file", each.truth()));
        }
        Map<String, Map<String, Double>> mean = new TreeMap<>();
        perClass.forEach((label, counts) -> mean.put(String.valueOf(label), means(counts)));
        return Map.of("foreground_mean", means(List.copyOf(mean.values())), "mean", mean, "metric_per_case", perCase);
    }

    private static Map<String, Double> counts(ClassLine line, long voxels) {
        double truth = line.voxelsTruth();
        double prediction = line.voxelsPrediction();
        double both = line.dice() == null ? 0 : Math.rint(line.dice() * (truth + prediction) / 2);
        double either = truth + prediction - both;
        Map<String, Double> counts = new TreeMap<>();
        counts.put("Dice", line.dice());
        counts.put("IoU", either == 0 ? line.dice() : (Double) (both / either));
        counts.put("TP", both);
        counts.put("FP", prediction - both);
        counts.put("FN", truth - both);
        counts.put("TN", voxels - either);
        counts.put("n_ref", truth);
        counts.put("n_pred", prediction);
        return counts;
    }

    private static Map<String, Double> means(List<Map<String, Double>> some) {
        Map<String, Double> means = new TreeMap<>();
        for (Map<String, Double> each : some) {
            each.keySet().forEach(figure -> means.computeIfAbsent(figure, name -> mean(some, name)));
        }
        return means;
    }

    private static Double mean(List<Map<String, Double>> some, String figure) {
        List<Double> defined = some.stream()
                .map(each -> each.get(figure))
                .filter(Objects::nonNull)
                .toList();
        return defined.isEmpty()
                ? null
                : (Double) defined.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow();
    }
}
