package org.e2enet.benchmarks.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.ScoresComputed.ClassScore;
import org.e2enet.history.CaseMean;
import org.e2enet.history.ClassDice;
import org.e2enet.history.Database;
import org.e2enet.history.Means;
import org.e2enet.history.ScoreHistory;
import org.e2enet.history.ScorePage;
import org.e2enet.history.ScoreQuery;
import org.e2enet.history.ScoreQuery.Order;
import org.e2enet.scoring.statistics.ClassDifferences;
import org.e2enet.scoring.tradeoff.Alphas;
import org.e2enet.scoring.tradeoff.Method;
import org.e2enet.scoring.tradeoff.TradeOff;

/** Fills a database with scores of one data set, all of it in one, and asks what services ask. */
public final class HistoryBenchmark {
    private static final String DATASET = "bench";
    private static final int CLASSES = 15;
    private static final int MODELS = 20;
    private static final int AT_ONCE = 2_000;
    private static final int PAGE = 100;
    private static final int DEEP = 40;
    private static final int REPEATS = 15;
    private static final int WARM_UP = 3;

    private final Database database;
    private final ScoreHistory scores;
    private final Means means;

    public HistoryBenchmark(Database database) {
        this.database = database;
        this.scores = new ScoreHistory(database);
        this.means = new Means(database);
    }

    /** One question. */
    public record Line(String question, double medianMs, double slowestMs) {}

    /** @param told what it does, for people */
    public List<Line> run(int classScores, Consumer<String> told) {
        int predictions = classScores / CLASSES;
        told.accept("keeping %d scores of %d classes".formatted(predictions, CLASSES));
        long start = System.nanoTime();
        fill(predictions);
        double seconds = (System.nanoTime() - start) / 1e9;
        told.accept("kept in %.0f s".formatted(seconds));
        List<Line> lines = new ArrayList<>();
        for (Order order : Order.values()) {
            for (boolean falling : List.of(false, true)) {
                String name = order.name().toLowerCase(Locale.ROOT) + (falling ? ", falling" : "");
                lines.add(measured("first page by " + name, () -> page(order, falling, null)));
                String deep = deep(order, falling);
                lines.add(measured("page %d by %s".formatted(DEEP, name), () -> page(order, falling, deep)));
            }
        }
        lines.add(measured("means and PT of the data set", this::standings));
        lines.add(measured("means of one model", () -> means.model(DATASET, "model-7")));
        lines.add(measured("classes of one model", () -> means.classes(DATASET, "model-7")));
        lines.add(measured("cases of all models", () -> means.cases(DATASET)));
        lines.add(measured("every two models class by class", this::differences));
        lines.add(measured("whether anything changed", () -> means.versions(DATASET)));
        database.close();
        return lines;
    }

    private Object standings() {
        List<Method> methods = means.models(DATASET).stream()
                .map(model -> new Method(model.modelId(), model.dice(), 10, 500))
                .toList();
        return TradeOff.within(methods, Alphas.PAPER);
    }

    private int differences() {
        List<Map<String, ClassDice>> models = List.copyOf(means.cases(DATASET).stream()
                .collect(Collectors.groupingBy(
                        CaseMean::modelId, TreeMap::new, Collectors.toMap(CaseMean::scanId, CaseMean::classes)))
                .values());
        int lines = 0;
        for (int i = 0; i < models.size(); i++) {
            for (int j = i + 1; j < models.size(); j++) {
                ClassDifferences differences = new ClassDifferences();
                Map<String, ClassDice> others = models.get(j);
                models.get(i).forEach((scan, classes) -> {
                    if (others.containsKey(scan)) {
                        classes.pair(others.get(scan), differences::add);
                    }
                });
                lines += differences.list().size();
            }
        }
        return lines;
    }

    private ScorePage page(Order order, boolean falling, String after) {
        return scores.page(new ScoreQuery(DATASET, null, null, null, null, order, falling, after, PAGE));
    }

    private String deep(Order order, boolean falling) {
        String after = null;
        for (int i = 1; i < DEEP; i++) {
            String next = page(order, falling, after).next();
            after = next == null ? after : next;
        }
        return after;
    }

    private static Line measured(String question, Runnable work) {
        IntStream.range(0, WARM_UP).forEach(i -> work.run());
        double[] times = IntStream.range(0, REPEATS)
                .mapToDouble(i -> {
                    long start = System.nanoTime();
                    work.run();
                    return (System.nanoTime() - start) / 1e6;
                })
                .sorted()
                .toArray();
        return new Line(question, times[REPEATS / 2], Arrays.stream(times).max().orElseThrow());
    }

    private void fill(int predictions) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(14);
        Map<ScoresComputed, Instant> part = new LinkedHashMap<>();
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < predictions; i++) {
            part.put(score(i, random), begin.plusSeconds(i));
            if (part.size() == AT_ONCE) {
                scores.takeOver(part);
                part.clear();
            }
        }
        scores.takeOver(part);
    }

    private static ScoresComputed score(int i, RandomGenerator random) {
        String model = "model-" + i % MODELS;
        String scan = "%032x".formatted(i / MODELS * 7_919L);
        List<ClassScore> classes = IntStream.rangeClosed(1, CLASSES)
                .mapToObj(label -> {
                    double dice = 0.5 + random.nextDouble() / 2;
                    return new ClassScore(
                            label, "class " + label, 1_000, 1_000, 1e3, 1e3, 10, dice, dice, 1, 3.0, 1.0, true);
                })
                .toList();
        double mean = classes.stream().mapToDouble(ClassScore::dice).average().orElseThrow();
        return new ScoresComputed(
                "%032x".formatted(i * 104_729L),
                scan,
                model,
                DATASET,
                "absent-in-both-undefined",
                "surfel",
                "surfel-weighted",
                classes,
                mean,
                mean,
                CLASSES,
                0.5);
    }
}
