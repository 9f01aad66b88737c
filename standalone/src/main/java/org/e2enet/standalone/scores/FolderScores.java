package org.e2enet.standalone.scores;

import java.util.List;

/**
 * {@code score --json} of folders; figures that are not defined are null.
 *
 * @param meanDice over the cases' means
 * @param diceCases how many cases it rests on
 * @param cases that were scored, by name
 * @param failed that could not be: unreadable, on other grids
 * @param withoutPrediction truths alone
 * @param withoutTruth predictions alone
 */
record FolderScores(
        Double meanDice,
        int diceCases,
        Double meanNsd,
        int nsdCases,
        List<ClassLine> classes,
        List<Case> cases,
        List<Failure> failed,
        List<String> withoutPrediction,
        List<String> withoutTruth) {
    /** A class over the cases. */
    record ClassLine(int label, Double dice, int diceCases, Double nsd, int nsdCases, Double hd95Mm, int hd95Cases) {}

    /** A case. */
    record Case(String name, String truth, String prediction, long voxels, ScoreDocument score) {}

    /** A case that could not be scored. */
    record Failure(String name, String code, String message) {}

    boolean isWhole() {
        return failed.isEmpty() && withoutPrediction.isEmpty() && withoutTruth.isEmpty();
    }
}
