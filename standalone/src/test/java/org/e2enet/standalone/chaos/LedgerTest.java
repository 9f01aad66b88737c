package org.e2enet.standalone.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCancelled;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionFailed;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.Topic;
import org.e2enet.faults.Fault;
import org.e2enet.standalone.chaos.Outcome.Wanted;
import org.e2enet.standalone.stack.StackRecords.Raw;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final String SHA = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final Told told = new Told();

    @Test
    void shouldBalanceWhenEveryRequestHasTheEndItWasSentFor() {
        told.add(completed("p1", 1), completed("p1", 1), scored("p1"), new PredictionCancelled("p2", "s2", "chaos"));

        Ledger ledger = Ledger.of(
                List.of(
                        outcome(Wanted.RESULT, "p1", Outcome.COMPLETED, null),
                        outcome(Wanted.CANCELLATION, "p2", Outcome.CANCELLED, null),
                        outcome(Wanted.REJECTION, null, Outcome.FAILED, "IMG-115"),
                        outcome(Wanted.LATENESS, null, Outcome.FAILED, "INF-206")),
                told);

        assertTrue(ledger.isBalanced(), ledger::toString);
        assertEquals(1, ledger.repeated(), "the result was announced twice");
        assertEquals(Map.of("IMG-115", 1, "INF-206", 1), ledger.failures());
    }

    @Test
    void shouldNotBalanceWhenAnEffectIsToldInTwoWays() {
        told.add(completed("p1", 1), completed("p1", 2), scored("p1"));
        Ledger ledger = Ledger.of(List.of(outcome(Wanted.RESULT, "p1", Outcome.COMPLETED, null)), told);
        assertEquals(List.of("result told in 2 ways: p1"), ledger.doubled());
        assertFalse(ledger.isBalanced());
    }

    @Test
    void shouldNotBalanceWhenSomethingIsCancelledAndCompleted() {
        told.add(completed("p1", 1), scored("p1"), new PredictionCancelled("p1", "s1", "chaos"));
        Ledger ledger = Ledger.of(List.of(outcome(Wanted.CANCELLATION, "p1", Outcome.CANCELLED, null)), told);
        assertEquals(List.of("cancelled and completed: p1"), ledger.doubled());
        assertFalse(ledger.isBalanced());
    }

    @Test
    void shouldNotBalanceWhenAScanFailsAndIsCompleted() {
        Fault late = new Fault("INF-206", "the request's deadline has passed", "scan", "Request it again.");
        told.add(completed("p1", 1), scored("p1"), new PredictionFailed("s1", "chaos", late));
        Ledger ledger = Ledger.of(List.of(outcome(Wanted.RESULT, "p1", Outcome.COMPLETED, null)), told);
        assertEquals(List.of("failed and completed: scan s1"), ledger.doubled());
        assertFalse(ledger.isBalanced());
    }

    @Test
    void shouldNotBalanceWhenSomethingIsLostOrFailsThatMustNot() {
        Ledger lost = Ledger.of(List.of(outcome(Wanted.RESULT, null, Outcome.LOST, "CLI-203")), told);
        assertFalse(lost.isBalanced());
        Ledger failed = Ledger.of(List.of(outcome(Wanted.RESULT, "p1", Outcome.FAILED, "INF-209")), told);
        assertEquals(1, failed.unwanted().size());
        assertFalse(failed.isBalanced());
    }

    @Test
    void shouldNotBalanceWithoutScoresAndPassOverGarbage() {
        told.add(completed("p1", 1));
        told.topics
                .get(Topic.PREDICTIONS_COMPLETED)
                .add(new Raw("garbage", "noise".getBytes(StandardCharsets.US_ASCII)));
        Ledger ledger = Ledger.of(List.of(outcome(Wanted.RESULT, "p1", Outcome.COMPLETED, null)), told);
        assertEquals(1, ledger.unscored());
        assertFalse(ledger.isBalanced());
    }

    @Test
    void shouldScheduleEveryKindOncePerRoundAndTheSameForASeed() {
        List<Disturbance> schedule = Disturbance.schedule(2, 5, Disturbance.ALONE);
        assertEquals(2 * (Disturbance.ALONE.size() - 1), schedule.size(), "one of the two pauses in each round");
        assertEquals(schedule, Disturbance.schedule(2, 5, Disturbance.ALONE));
        List<Disturbance> round = schedule.subList(0, Disturbance.ALONE.size() - 1);
        assertEquals(round.size(), round.stream().distinct().count());
    }

    private static Outcome outcome(Wanted wanted, String predictionId, String state, String code) {
        return new Outcome(wanted, "s1", predictionId, state, code);
    }

    private static PredictionCompleted completed(String predictionId, long bytes) {
        return new PredictionCompleted(
                predictionId,
                "s1",
                "chaos",
                "m1",
                "chaos",
                new ObjectRef("store:objects/" + SHA, SHA, bytes, "application/gzip"),
                new PredictionCompleted.Provenance(SHA, SHA, "sparse", Map.of(), 1, Map.of(), 1, List.of()));
    }

    private static ScoresComputed scored(String predictionId) {
        return new ScoresComputed(
                predictionId,
                "s1",
                "m1",
                "chaos",
                "absent-in-both-undefined",
                "surfel",
                "surfel-weighted",
                List.of(),
                null,
                null,
                0,
                0.1);
    }

    private static final class Told implements Ledger.Records {
        private final Map<Topic, List<Raw>> topics = new EnumMap<>(Topic.class);

        Told() {
            for (Topic topic : Topic.values()) {
                topics.put(topic, new ArrayList<>());
            }
        }

        void add(Event... events) {
            for (Event event : events) {
                topics.get(event.topic()).add(new Raw(event.key(), EventJson.write(event)));
            }
        }

        @Override
        public List<Raw> all(Topic topic) {
            return topics.get(topic);
        }

        @Override
        public List<Raw> deadLetters(Topic topic) {
            return List.of();
        }
    }
}
