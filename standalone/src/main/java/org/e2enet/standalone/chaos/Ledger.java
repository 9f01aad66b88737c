package org.e2enet.standalone.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PredictionCancelled;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionFailed;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.Topic;
import org.e2enet.standalone.stack.StackRecords;

/**
 * Whether every request came to one end, and every effect is there once: records may repeat each other, but not contradict.
 *
 * @param requests sent
 * @param results with a segmentation
 * @param failures named ones, by code
 * @param cancelled on request
 * @param lost nothing was heard of
 * @param unwanted came to another end than they were sent for, in words
 * @param doubled effects that are told in two ways, in words
 * @param unscored results of labelled scans without scores
 * @param repeated announcements that say again what was said
 * @param deadLetters put aside
 */
record Ledger(
        int requests,
        int results,
        Map<String, Integer> failures,
        int cancelled,
        int lost,
        List<String> unwanted,
        List<String> doubled,
        int unscored,
        int repeated,
        int deadLetters) {

    /** Records by topic, and those put aside. */
    interface Records {
        List<StackRecords.Raw> all(Topic topic);

        List<StackRecords.Raw> deadLetters(Topic topic);

        static Records of(StackRecords records) {
            return new Records() {
                @Override
                public List<StackRecords.Raw> all(Topic topic) {
                    return records.all(topic);
                }

                @Override
                public List<StackRecords.Raw> deadLetters(Topic topic) {
                    return records.deadLetters(topic);
                }
            };
        }
    }

    static Ledger of(List<Outcome> outcomes, Records records) {
        List<String> doubled = new ArrayList<>();
        int repeated = 0;
        Map<String, Set<String>> results = told(
                records.all(Topic.PREDICTIONS_COMPLETED), PredictionCompleted.class, PredictionCompleted::predictionId);
        repeated += check(
                "result", results, records.all(Topic.PREDICTIONS_COMPLETED).size(), doubled);
        Map<String, Set<String>> scans =
                told(records.all(Topic.SCANS_NORMALIZED), ScanNormalized.class, ScanNormalized::scanId);
        repeated += check("scan", scans, records.all(Topic.SCANS_NORMALIZED).size(), doubled);
        Map<String, Set<String>> scores =
                told(records.all(Topic.SCORES_COMPUTED), ScoresComputed.class, ScoresComputed::predictionId);
        repeated += check("scores", scores, records.all(Topic.SCORES_COMPUTED).size(), doubled);
        Map<String, Set<String>> cancellations = told(
                records.all(Topic.PREDICTIONS_CANCELLED), PredictionCancelled.class, PredictionCancelled::predictionId);
        repeated += check(
                "cancellation",
                cancellations,
                records.all(Topic.PREDICTIONS_CANCELLED).size(),
                doubled);
        cancellations.keySet().stream()
                .filter(results::containsKey)
                .forEach(id -> doubled.add("cancelled and completed: " + id));
        Map<String, Set<String>> failures =
                told(records.all(Topic.PREDICTIONS_FAILED), PredictionFailed.class, PredictionFailed::scanId);
        repeated +=
                check("failure", failures, records.all(Topic.PREDICTIONS_FAILED).size(), doubled);
        told(records.all(Topic.PREDICTIONS_COMPLETED), PredictionCompleted.class, PredictionCompleted::scanId)
                .keySet()
                .stream()
                .filter(failures::containsKey)
                .forEach(scanId -> doubled.add("failed and completed: scan " + scanId));
        int letters = 0;
        for (Topic topic : Topic.values()) {
            letters += records.deadLetters(topic).size();
        }
        return new Ledger(
                outcomes.size(),
                count(outcomes, Outcome.COMPLETED),
                failures(outcomes),
                count(outcomes, Outcome.CANCELLED),
                count(outcomes, Outcome.LOST),
                outcomes.stream()
                        .filter(outcome -> !outcome.isAsWanted())
                        .map(Outcome::toString)
                        .toList(),
                doubled,
                (int) outcomes.stream()
                        .filter(outcome -> outcome.state().equals(Outcome.COMPLETED))
                        .filter(outcome -> !scores.containsKey(outcome.predictionId()))
                        .count(),
                repeated,
                letters);
    }

    /** Requests in = results + named failures + cancelled, each as it was wanted, each effect once. */
    boolean isBalanced() {
        int named = failures.values().stream().mapToInt(Integer::intValue).sum();
        return requests == results + named + cancelled
                && lost == 0
                && unwanted.isEmpty()
                && doubled.isEmpty()
                && unscored == 0;
    }

    private static int count(List<Outcome> outcomes, String state) {
        return (int) outcomes.stream()
                .filter(outcome -> outcome.state().equals(state))
                .count();
    }

    private static Map<String, Integer> failures(List<Outcome> outcomes) {
        Map<String, Integer> byCode = new TreeMap<>();
        outcomes.stream()
                .filter(outcome -> outcome.state().equals(Outcome.FAILED))
                .forEach(outcome -> byCode.merge(outcome.code(), 1, Integer::sum));
        return byCode;
    }

    /** By id what records say of it; those that cannot be read were sent as garbage. */
    private static <T> Map<String, Set<String>> told(
            List<StackRecords.Raw> records, Class<T> type, Function<T, String> id) {
        Map<String, Set<String>> told = new HashMap<>();
        for (StackRecords.Raw raw : records) {
            try {
                T event = EventJson.read(raw.value(), type);
                told.computeIfAbsent(id.apply(event), _ -> new HashSet<>())
                        .add(new String(EventJson.write(event), java.nio.charset.StandardCharsets.UTF_8));
            } catch (org.e2enet.faults.FaultException garbage) {
                // Its dead letter is counted.
            }
        }
        return told;
    }

    /** @return how many records repeat others */
    private static int check(String what, Map<String, Set<String>> told, int records, List<String> doubled) {
        told.forEach((id, ways) -> {
            if (ways.size() > 1) {
                doubled.add(what + " told in " + ways.size() + " ways: " + id);
            }
        });
        return records - told.size();
    }
}
