package org.e2enet.metrics.rest;

import java.util.List;
import java.util.stream.Stream;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.history.StoredScore;

/** Scores as a table: a row for each class of each; undefined figures are empty. */
final class ScoreTable {
    private static final List<String> HEADINGS = List.of(
            "data set",
            "model",
            "scan",
            "prediction",
            "label",
            "name",
            "Dice",
            "NSD",
            "tolerance mm",
            "HD mm",
            "HD95 mm",
            "truth mm3",
            "prediction mm3",
            "rules",
            "revision");

    private ScoreTable() {}

    static TextTable of(List<StoredScore> scores) {
        return new TextTable(
                "Scores", HEADINGS, scores.stream().flatMap(ScoreTable::rows).toList());
    }

    private static Stream<List<String>> rows(StoredScore stored) {
        ScoresComputed score = stored.score();
        return score.classes().stream()
                .map(each -> TextTable.cells(
                        score.dataset(),
                        score.modelId(),
                        score.scanId(),
                        score.predictionId(),
                        each.label(),
                        each.name(),
                        each.dice(),
                        each.nsd(),
                        each.toleranceMm(),
                        each.hdMm(),
                        each.hd95Mm(),
                        each.truthMm3(),
                        each.predictionMm3(),
                        stored.rules(),
                        stored.revision()));
    }
}
