package org.e2enet.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.ScoresComputed.ClassScore;

/** Scores as rows of the tables {@code score} and {@code class_score}. */
final class ScoreRows {
    /** The order of undefined figures: below all others. */
    private static final double UNDEFINED = -1;

    private static final String INSERT = """
            insert into score (prediction_id, scan_id, model_id, dataset, rules, truth, revision, is_current, mean_dice, mean_nsd,
                dice_order, nsd_order, defined_classes, seconds, scored_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String INSERT_CLASS = """
            insert into class_score (score_id, label, name, voxels_truth, voxels_prediction, truth_mm3, prediction_mm3,
                false_positive_mm3, dice, nsd, tolerance_mm, hd_mm, hd95_mm, is_defined, dataset, is_current, dice_order)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    static final String SELECT =
            "select s.*, r.absent_classes, r.nsd, r.hausdorff from score s join scoring_rules r on r.hash = s.rules ";

    private ScoreRows() {}

    /** @return the score with its id */
    static StoredScore insert(Connection connection, StoredScore stored) throws SQLException {
        ScoresComputed score = stored.score();
        long id = Rows.insert(
                connection,
                INSERT,
                score.predictionId(),
                score.scanId(),
                score.modelId(),
                score.dataset(),
                stored.rules(),
                stored.truth(),
                stored.revision(),
                stored.current(),
                score.meanDice(),
                score.meanNsd(),
                order(score.meanDice()),
                order(score.meanNsd()),
                score.definedClasses(),
                score.seconds(),
                stored.scoredAt());
        try (PreparedStatement statement = connection.prepareStatement(INSERT_CLASS)) {
            for (ClassScore each : score.classes()) {
                Rows.bind(
                        statement,
                        id,
                        each.label(),
                        each.name(),
                        each.voxelsTruth(),
                        each.voxelsPrediction(),
                        each.truthMm3(),
                        each.predictionMm3(),
                        each.falsePositiveMm3(),
                        each.dice(),
                        each.nsd(),
                        each.toleranceMm(),
                        each.hdMm(),
                        each.hd95Mm(),
                        each.defined(),
                        score.dataset(),
                        stored.current(),
                        order(each.dice()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return new StoredScore(
                id, score, stored.rules(), stored.truth(), stored.revision(), stored.current(), stored.scoredAt());
    }

    private static double order(Double figure) {
        return figure == null ? UNDEFINED : figure;
    }

    /**
     * Scores with their classes.
     *
     * @param label one class alone, or null for all
     * @param conditions what follows {@code select … from score s join scoring_rules r …}
     */
    static List<StoredScore> read(Connection connection, Integer label, String conditions, Object... values)
            throws SQLException {
        List<StoredScore> bare = Rows.list(connection, ScoreRows::withoutClasses, SELECT + conditions, values);
        Map<Long, List<ClassScore>> classes = classes(connection, bare, label);
        return bare.stream()
                .map(each -> withClasses(each, classes.getOrDefault(each.id(), List.of())))
                .toList();
    }

    private static Map<Long, List<ClassScore>> classes(Connection connection, List<StoredScore> scores, Integer label)
            throws SQLException {
        Map<Long, List<ClassScore>> byScore = new HashMap<>();
        if (scores.isEmpty()) {
            return byScore;
        }
        String ids = scores.stream().map(each -> String.valueOf(each.id())).collect(Collectors.joining(","));
        String one = label == null ? "" : " and label = " + label;
        Rows.list(
                connection,
                row -> byScore.computeIfAbsent(row.getLong("score_id"), id -> new ArrayList<>())
                        .add(classScore(row)),
                "select * from class_score where score_id in (" + ids + ")" + one + " order by score_id, label");
        return byScore;
    }

    private static StoredScore withoutClasses(ResultSet row) throws SQLException {
        ScoresComputed score = new ScoresComputed(
                row.getString("prediction_id"),
                row.getString("scan_id"),
                row.getString("model_id"),
                row.getString("dataset"),
                row.getString("absent_classes"),
                row.getString("nsd"),
                row.getString("hausdorff"),
                List.of(),
                Rows.number(row, "mean_dice"),
                Rows.number(row, "mean_nsd"),
                0,
                row.getDouble("seconds"));
        return new StoredScore(
                row.getLong("id"),
                score,
                row.getString("rules"),
                row.getString("truth"),
                row.getInt("revision"),
                row.getBoolean("is_current"),
                Rows.time(row, "scored_at"));
    }

    private static StoredScore withClasses(StoredScore bare, List<ClassScore> classes) {
        ScoresComputed score = bare.score();
        return new StoredScore(
                bare.id(),
                new ScoresComputed(
                        score.predictionId(),
                        score.scanId(),
                        score.modelId(),
                        score.dataset(),
                        score.policy(),
                        score.nsd(),
                        score.hd(),
                        classes,
                        score.meanDice(),
                        score.meanNsd(),
                        (int) classes.stream().filter(ClassScore::defined).count(),
                        score.seconds()),
                bare.rules(),
                bare.truth(),
                bare.revision(),
                bare.current(),
                bare.scoredAt());
    }

    private static ClassScore classScore(ResultSet row) throws SQLException {
        return new ClassScore(
                row.getInt("label"),
                row.getString("name"),
                row.getLong("voxels_truth"),
                row.getLong("voxels_prediction"),
                row.getDouble("truth_mm3"),
                row.getDouble("prediction_mm3"),
                row.getDouble("false_positive_mm3"),
                Rows.number(row, "dice"),
                Rows.number(row, "nsd"),
                row.getDouble("tolerance_mm"),
                Rows.number(row, "hd_mm"),
                Rows.number(row, "hd95_mm"),
                row.getBoolean("is_defined"));
    }
}
