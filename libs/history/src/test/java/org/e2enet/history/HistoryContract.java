package org.e2enet.history;

import static org.e2enet.history.Samples.TRUTH;
import static org.e2enet.history.Samples.query;
import static org.e2enet.history.Samples.score;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.e2enet.contract.ModelScored;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.faults.FaultException;
import org.e2enet.history.ScoreQuery.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a database of scores does, whichever it is. */
abstract class HistoryContract {
    private static final String CORRECTED = "b".repeat(64);
    private static final int MOST_CLASSES = 3;

    private Database database;
    private ScoreHistory scores;
    private Means means;
    private ModelHistory models;

    /** A database with nothing in it. */
    abstract Database empty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        database = empty();
        scores = new ScoreHistory(database);
        means = new Means(database);
        models = new ModelHistory(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldGiveAScoreBackAsItWasKept() {
        ScoresComputed whole = score("s1", "m", "brain", 0.5, 1, 3);
        ScoresComputed undefined = score("s2", "m", null);

        scores.keep(whole, TRUTH);
        scores.keep(undefined, TRUTH);

        assertEquals(whole, scores.current("s1-m").orElseThrow().score());
        assertEquals(undefined, scores.current("s2-m").orElseThrow().score());
        assertEquals(TRUTH, scores.current("s1-m").orElseThrow().truth());
        assertTrue(scores.current("none").isEmpty());
    }

    @Test
    void shouldKeepTheFirstOfTwoScoresByTheSameRules() {
        StoredScore first = scores.keep(score("s1", "m", 0.5), TRUTH);
        long version = scores.version();

        StoredScore second = scores.keep(score("s1", "m", 0.7), TRUTH);

        assertEquals(first.score(), second.score());
        assertEquals(1, scores.revisions("s1-m").size());
        assertEquals(version, scores.version(), "nothing changed");
    }

    @Test
    void shouldMakeARevisionOfACorrectedTruthAndKeepTheOldOne() {
        scores.keep(score("s1", "m", 0.5), TRUTH);
        scores.keep(score("s1", "other", 0.4), TRUTH);

        scores.keep(score("s1", "m", 0.8), CORRECTED);

        List<StoredScore> revisions = scores.revisions("s1-m");
        assertEquals(
                List.of(1, 2), revisions.stream().map(StoredScore::revision).toList());
        assertEquals(
                List.of(false, true),
                revisions.stream().map(StoredScore::current).toList());
        assertEquals(0.8, scores.current("s1-m").orElseThrow().score().meanDice());
        assertEquals(0.8, means.model("brain", "m").getFirst().dice(), "only the current one counts");
        assertEquals(0.8, means.classes("brain", "m").getFirst().dice(), 1e-12);
        assertEquals(2, scores.keep(score("s1", "other", 0.9), CORRECTED).revision());
        assertEquals(
                4,
                scores.page(new ScoreQuery(null, null, "s1", null, null, Order.PREDICTION, false, null, 10))
                        .scores()
                        .size());
    }

    @Test
    void shouldKeepFiguresUnderTheHashOfTheirRules() {
        StoredScore before = scores.keep(score("s1", "m", "brain", 0.5, 1, 1), TRUTH);
        StoredScore after = scores.keep(score("s1", "m", "brain", 0.9, 2, 1), TRUTH);

        assertNotEquals(before.rules(), after.rules());
        assertEquals(0.9, scores.current("s1-m").orElseThrow().score().meanDice());
        ScorePage old = scores.page(
                new ScoreQuery("brain", null, null, before.rules(), null, Order.PREDICTION, false, null, 10));
        assertEquals(0.5, old.scores().getFirst().score().meanDice());

        scores.keep(score("s1", "m", "brain", 0.1, 1, 1), TRUTH);

        assertEquals(
                0.5, scores.current("s1-m").orElseThrow().score().meanDice(), "the old rules again: the old score");
        assertEquals(2, scores.revisions("s1-m").size());
    }

    @Test
    void shouldPageThroughAllInEveryOrderWithoutGapOrRepetition() {
        for (int i = 0; i < 23; i++) {
            scores.keep(score("s" + i, "m", i % 5 == 0 ? null : (Double) ((i * 7 % 10) / 10.0)), TRUTH);
        }
        scores.keep(score("s1", "m", "other", 0.5, 1, 1), TRUTH);

        for (Order order : Order.values()) {
            for (boolean descending : List.of(false, true)) {
                List<StoredScore> all = new ArrayList<>();
                String after = null;
                do {
                    ScorePage page = scores.page(query("brain", order, descending, after, 4));
                    all.addAll(page.scores());
                    after = page.next();
                } while (after != null);
                List<StoredScore> atOnce = scores.page(query("brain", order, descending, null, 100))
                        .scores();
                assertEquals(atOnce, all, order + " " + descending);
            }
        }
        List<StoredScore> best =
                scores.page(query("brain", Order.DICE, true, null, 100)).scores();
        assertEquals(0.9, best.getFirst().score().meanDice());
        assertNull(best.getLast().score().meanDice());
        assertEquals(
                "HIS-103",
                assertThrows(FaultException.class, () -> scores.page(query("brain", Order.TIME, false, "x", 4)))
                        .fault()
                        .code());
    }

    @Test
    void shouldFilterByModelScanAndClass() {
        scores.keep(score("s1", "a", "brain", 0.5, 1, 3), TRUTH);
        scores.keep(score("s2", "b", "brain", 0.6, 1, 3), TRUTH);

        ScorePage ofModel = scores.page(new ScoreQuery("brain", "b", null, null, 2, Order.PREDICTION, false, null, 10));

        assertEquals(1, ofModel.scores().size());
        assertEquals(
                List.of(2),
                ofModel.scores().getFirst().score().classes().stream()
                        .map(ScoresComputed.ClassScore::label)
                        .toList());
        assertEquals(
                2,
                scores.page(new ScoreQuery(null, null, null, null, null, Order.PREDICTION, false, null, 10))
                        .scores()
                        .size());
    }

    @Test
    void shouldTakeMeansOverScansAndSayWhatTheyRestOn() {
        scores.keep(score("s1", "m", 0.5), TRUTH);
        scores.keep(score("s2", "m", 1.0), TRUTH);
        scores.keep(score("s3", "m", null), TRUTH);
        scores.keep(score("s1", "n", 0.75), TRUTH);

        List<ModelMeans> all = means.models("brain");

        assertEquals(List.of("m", "n"), all.stream().map(ModelMeans::modelId).toList());
        assertEquals(0.75, all.getFirst().dice(), 1e-12);
        assertEquals(3, all.getFirst().cases());
        assertEquals(2, all.getFirst().diceCases());
        assertEquals(List.of("brain"), means.datasets());
        assertEquals(4, means.cases("brain").size());
        assertEquals(Set.of("m", "n"), means.versions("brain").keySet());
    }

    /** Whatever comes, is corrected, moves and goes: the sums that are kept say what the scores themselves say. */
    @Test
    void shouldKeepMeansInStepWithTheScoresWhateverHappensToThem() throws Exception {
        Random random = new Random(20);
        for (int step = 0; step < 150; step++) {
            String scan = "s" + random.nextInt(6);
            String model = "m" + random.nextInt(3);
            String dataset = random.nextInt(10) == 0 ? "other" : "brain";
            Double dice = random.nextInt(4) == 0 ? null : (Double) random.nextDouble();
            if (random.nextInt(12) == 0) {
                scores.forget(scan);
            } else {
                scores.keep(
                        score(scan, model, dataset, dice, 1 + random.nextInt(2), 1 + random.nextInt(MOST_CLASSES)),
                        String.valueOf(random.nextInt(3)).repeat(64));
            }
            if (step % 10 == 0) {
                assertMeansAreThoseOfTheScores("brain");
                assertMeansAreThoseOfTheScores("other");
            }
        }
        List<ModelMeans> kept = means.models("brain");

        database.in(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop table model_mean");
                statement.execute("drop table class_mean");
                statement.execute("drop table case_mean");
                statement.execute(migration("V2__means.sql"));
                statement.execute(migration("V4__cases.sql"));
            }
            return null;
        });

        assertFalse(kept.isEmpty());
        assertMeansAreThoseOfTheScores("brain");
        assertEquals(
                kept.stream().map(ModelMeans::cases).toList(),
                means.models("brain").stream().map(ModelMeans::cases).toList(),
                "a database of before has the same sums");
    }

    private static String migration(String name) {
        try (InputStream in = Database.class.getResourceAsStream("migrations/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void assertMeansAreThoseOfTheScores(String dataset) {
        List<StoredScore> all = scores.page(query(dataset, Order.PREDICTION, false, null, 10_000))
                .scores();
        Map<String, Map<String, List<ScoresComputed>>> byModel = all.stream()
                .map(StoredScore::score)
                .collect(Collectors.groupingBy(
                        ScoresComputed::modelId, TreeMap::new, Collectors.groupingBy(ScoresComputed::scanId)));
        List<ModelMeans> models = means.models(dataset);
        assertEquals(
                List.copyOf(byModel.keySet()),
                models.stream().map(ModelMeans::modelId).toList());
        assertEquals(!all.isEmpty(), means.datasets().contains(dataset));
        assertCasesAreThoseOfTheScores(dataset, byModel);
        for (ModelMeans model : models) {
            Map<String, List<ScoresComputed>> cases = byModel.get(model.modelId());
            assertEquals(cases.size(), model.cases());
            assertMean(cases.values(), ScoresComputed::meanDice, model.dice(), model.diceCases());
            assertMean(cases.values(), ScoresComputed::meanNsd, model.nsd(), model.nsdCases());
            Instant last = all.stream()
                    .filter(each -> each.score().modelId().equals(model.modelId()))
                    .map(StoredScore::scoredAt)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            assertEquals(last, model.lastScoredAt());
            for (ClassMeans each : means.classes(dataset, model.modelId())) {
                assertMean(cases.values(), dice(each.label()), each.dice(), each.diceCases());
            }
            List<Integer> labels = cases.values().stream()
                    .flatMap(List::stream)
                    .flatMap(score -> score.classes().stream())
                    .map(ScoresComputed.ClassScore::label)
                    .distinct()
                    .sorted()
                    .toList();
            assertEquals(
                    labels,
                    means.classes(dataset, model.modelId()).stream()
                            .map(ClassMeans::label)
                            .toList());
        }
    }

    private void assertCasesAreThoseOfTheScores(
            String dataset, Map<String, Map<String, List<ScoresComputed>>> byModel) {
        List<CaseMean> cases = means.cases(dataset);
        assertEquals(
                byModel.entrySet().stream()
                        .flatMap(model -> new TreeSet<>(model.getValue().keySet())
                                .stream().map(scan -> model.getKey() + " " + scan))
                        .toList(),
                cases.stream().map(each -> each.modelId() + " " + each.scanId()).toList());
        for (CaseMean each : cases) {
            List<ScoresComputed> scored = byModel.get(each.modelId()).get(each.scanId());
            assertMean(List.of(scored), ScoresComputed::meanDice, each.dice(), each.dice() == null ? 0 : 1);
            assertMean(List.of(scored), ScoresComputed::meanNsd, each.nsd(), each.nsd() == null ? 0 : 1);
            TreeMap<Integer, Double> classes = new TreeMap<>();
            each.classes().pair(each.classes(), (label, first, second) -> {
                assertEquals(first, second);
                classes.put(label, first);
            });
            for (int label = 1; label <= MOST_CLASSES; label++) {
                assertMean(List.of(scored), dice(label), classes.get(label), classes.containsKey(label) ? 1 : 0);
            }
        }
    }

    private static Function<ScoresComputed, Double> dice(int label) {
        return score -> score.classes().stream()
                .filter(one -> one.label() == label)
                .map(ScoresComputed.ClassScore::dice)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static void assertMean(
            Collection<List<ScoresComputed>> cases, Function<ScoresComputed, Double> figure, Double mean, int over) {
        double[] values = cases.stream()
                .map(scan -> scan.stream()
                        .map(figure)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .average())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        assertEquals(values.length, over);
        if (values.length == 0) {
            assertNull(mean);
        } else {
            assertEquals(Arrays.stream(values).average().orElseThrow(), mean, 1e-12);
        }
    }

    @Test
    void shouldForgetAScanWithAllItsRevisions() {
        scores.keep(score("s1", "m", 0.5), TRUTH);
        scores.keep(score("s1", "m", 0.6), CORRECTED);
        scores.keep(score("s2", "m", 0.7), TRUTH);
        scores.awaitTruth("s1-late", "s1");
        long version = means.versions("brain").get("m");

        assertEquals(2, scores.forget("s1"));

        assertTrue(scores.revisions("s1-m").isEmpty());
        assertEquals(List.of(), scores.predictionsOf("s1"));
        assertEquals(1, means.models("brain").getFirst().cases());
        assertTrue(means.versions("brain").get("m") > version);
        assertEquals(0, scores.forget("s1"));
    }

    @Test
    void shouldKnowWhichPredictionsWaitForTheTruthOfAScan() {
        scores.awaitTruth("s1-b", "s1");
        scores.awaitTruth("s1-b", "s1");
        scores.keep(score("s1", "a", 0.5), TRUTH);

        assertEquals(List.of("s1-a", "s1-b"), scores.predictionsOf("s1"));
        scores.keep(score("s1", "b", 0.5), TRUTH);
        assertEquals(List.of("s1-a", "s1-b"), scores.predictionsOf("s1"));
        assertEquals(Set.of("s1-a", "s1-b"), scores.scored());
    }

    @Test
    void shouldTakeOverScoresThatNotedNoTruth() {
        Instant then = Instant.parse("2026-11-01T10:00:00Z");
        scores.takeOver(Map.of(score("s1", "m", 0.5), then));

        StoredScore taken = scores.current("s1-m").orElseThrow();
        assertEquals("", taken.truth());
        assertEquals(then, taken.scoredAt());
        assertEquals(then, means.models("brain").getFirst().lastScoredAt());
        assertEquals(2, scores.keep(score("s1", "m", 0.6), CORRECTED).revision());
    }

    @Test
    void shouldHoldOneCurrentScoreWhateverComesAtOnce() throws Exception {
        List<Callable<StoredScore>> work = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String truth = String.valueOf(i % 4).repeat(64);
            double dice = i % 4 / 10.0;
            work.add(() -> scores.keep(score("s1", "m", dice), truth));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<StoredScore> each : threads.invokeAll(work)) {
                each.get();
            }
        }

        List<StoredScore> revisions = scores.revisions("s1-m");
        assertEquals(4, revisions.size());
        assertEquals(1, revisions.stream().filter(StoredScore::current).count());
        assertEquals(
                List.of(1, 2, 3, 4),
                revisions.stream().map(StoredScore::revision).sorted().toList());
    }

    @Test
    void shouldKnowHowFarARescoringIsWhoeverWorksOnIt() {
        Rescorings rescorings = new Rescorings(database);
        rescorings.begin("brain");
        String beginning = rescorings.doneUntil("brain").orElseThrow();
        rescorings.advance("brain", beginning, "p1");
        rescorings.advance("brain", beginning, "p0");
        assertEquals(Optional.of("p1"), rescorings.doneUntil("brain"), "another was further");

        rescorings.begin("brain");
        rescorings.end("brain", "p1");
        assertEquals(List.of("brain"), rescorings.underWay(), "begun anew meanwhile");

        rescorings.end("brain", rescorings.doneUntil("brain").orElseThrow());
        assertEquals(List.of(), rescorings.underWay());
        assertEquals(Optional.empty(), rescorings.doneUntil("brain"));
    }

    @Test
    void shouldTellHowAModelStoodOverTime() {
        ModelScored first = new ModelScored("m", "brain", 1, 50.0, 51.0, 9.4, 778.7, 1.5, 1, 0.5, List.of("m"));
        ModelScored second = new ModelScored("m", "brain", 2, 60.0, null, 9.4, 778.7, 1.4, 1, 0.5, List.of("m", "n"));
        models.stands(first);
        models.stands(first);
        models.stands(second);

        List<ModelHistory.Stood> history = models.history("m", "brain", null, 10);

        assertEquals(
                List.of(second, first),
                history.stream().map(ModelHistory.Stood::standing).toList());
        assertNotEquals(history.get(0).comparisonSet(), history.get(1).comparisonSet());
        assertEquals(
                List.of(first),
                models.history("m", null, history.getFirst().at(), 10).stream()
                        .map(ModelHistory.Stood::standing)
                        .toList());
        assertFalse(models.costs("m").isPresent());
    }
}
