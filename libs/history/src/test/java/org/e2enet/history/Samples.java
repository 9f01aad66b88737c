package org.e2enet.history;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.ScoresComputed.ClassScore;

/** Scores as services make them. */
final class Samples {
    static final String TRUTH = "a".repeat(64);

    private Samples() {}

    /** Of one class, with the prediction's id from scan and model. */
    static ScoresComputed score(String scan, String model, Double dice) {
        return score(scan, model, "brain", dice, 1, 1);
    }

    static ScoresComputed score(
            String scan, String model, String dataset, Double dice, double toleranceMm, int classes) {
        List<ClassScore> scored = IntStream.rangeClosed(1, classes)
                .mapToObj(label -> new ClassScore(
                        label,
                        "class-" + label,
                        10,
                        12,
                        20.5,
                        24.5,
                        4.25,
                        dice,
                        dice,
                        toleranceMm,
                        dice == null ? null : (Double) 1.5,
                        dice == null ? null : (Double) 0.75,
                        dice != null))
                .toList();
        return new ScoresComputed(
                scan + "-" + model,
                scan,
                model,
                dataset,
                "absent-in-both-undefined",
                "surfel",
                "surfel-weighted",
                scored,
                dice,
                dice,
                dice == null ? 0 : classes,
                0.25);
    }

    static ScoreQuery query(String dataset, ScoreQuery.Order order, boolean descending, String after, int limit) {
        return new ScoreQuery(dataset, null, null, null, null, order, descending, after, limit);
    }
}
