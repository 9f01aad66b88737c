package org.e2enet.scoring.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Twenty-four sets of cases × models, with and without ties, against SciPy 1.17.1: wilcoxon (every sign pattern up to 12 differences,
 * exact without ties, normal approximation beyond 50), friedmanchisquare, studentized_range, bootstrap (100,000 resamples).
 */
class StatisticsReferenceTest {
    private static final double CLOSE = 1e-9;

    static List<JsonNode> sets() throws IOException {
        try (InputStream in = StatisticsReferenceTest.class.getResourceAsStream("/statistics.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void shouldEqualSciPy(JsonNode set) {
        double[][] scores = StreamSupport.stream(set.path("scores").spliterator(), false)
                .map(StatisticsReferenceTest::numbers)
                .toArray(double[][]::new);
        String name = set.path("name").asText();
        double[] pValues = new double[set.path("pairs").size()];
        for (int i = 0; i < pValues.length; i++) {
            pValues[i] = check(set.path("pairs").get(i), scores, name);
        }
        assertArrayEquals(numbers(set.path("holm")), Holm.adjusted(pValues), CLOSE, name);
        if (set.has("ranks")) {
            ranks(set, scores, name);
        }
        if (set.has("bootstrap")) {
            Interval interval = Interval.ofMean(column(scores, 0), 0.95, 20_000, 1);
            double[] ends = numbers(set.path("bootstrap"));
            // Two draws of the same distribution: their ends differ by the noise of 20,000 resamples.
            double noise = 0.05 * (ends[1] - ends[0]);
            assertEquals(ends[0], interval.low(), noise, name);
            assertEquals(ends[1], interval.high(), noise, name);
        }
    }

    private static double check(JsonNode pair, double[][] scores, String name) {
        SignedRank test = SignedRank.test(
                column(scores, pair.path("first").asInt()),
                column(scores, pair.path("second").asInt()));
        assertEquals(pair.path("p").asDouble(), test.pValue(), CLOSE, name + " " + pair);
        assertEquals(pair.path("rankBiserial").asDouble(), test.rankBiserial(), CLOSE, name + " " + pair);
        if (pair.path("standardised").isNull()) {
            assertNull(test.standardised(), name);
        } else {
            assertEquals(pair.path("standardised").asDouble(), test.standardised(), 1e-6, name + " " + pair);
        }
        return test.pValue();
    }

    private static void ranks(JsonNode set, double[][] scores, String name) {
        List<String> models =
                IntStream.range(0, scores[0].length).mapToObj(i -> "m" + i).toList();
        Friedman friedman = Friedman.test(models, scores, 0.05);
        double[] averages = friedman.averageRanks().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        assertArrayEquals(numbers(set.path("ranks")), averages, CLOSE, name);
        assertEquals(set.path("criticalDifference").asDouble(), friedman.criticalDifference(), 1e-6, name);
        if (set.path("chiSquare").isNull()) {
            assertEquals(1, friedman.pValue(), name + ": every case ties all models");
            assertEquals(0, friedman.agreement());
        } else {
            assertEquals(set.path("chiSquare").asDouble(), friedman.chiSquare(), 1e-8, name);
            assertEquals(set.path("friedmanP").asDouble(), friedman.pValue(), CLOSE, name);
            assertEquals(set.path("kendallW").asDouble(), friedman.agreement(), CLOSE, name);
        }
        assertTrue(friedman.agreement() <= 1 + CLOSE);
    }

    private static double[] column(double[][] scores, int model) {
        return Arrays.stream(scores).mapToDouble(row -> row[model]).toArray();
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
