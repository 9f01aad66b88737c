package org.e2enet.scoring.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference figures from SciPy 1.17.1: wilcoxon, friedmanchisquare, studentized_range. */
class StatisticsTest {
    private static final double[] FIRST = {.90, .91, .85, .70, .88, .93, .77, .81, .86, .79};
    private static final double[] SECOND = {.88, .90, .86, .65, .80, .91, .78, .75, .80, .79};

    @Test
    void shouldCountOutTheSignedRankDistributionWithTies() {
        SignedRank test = SignedRank.test(FIRST, SECOND);

        // Nine differences; two of -0.01 share rank 2 with one of +0.01, so the smaller rank sum is 4 of 45. Sign
        // patterns
        // with 4 or less: none, one or two of the three ranks 2, which is 1 + 3 + 3 of 512.
        assertEquals(9, test.pairs());
        assertEquals(1, test.equalPairs());
        assertEquals(41, test.rankSum());
        assertEquals(2 * 7 / 512.0, test.pValue(), 1e-12);
        assertTrue(test.exact());
    }

    @Test
    void shouldEqualSciPyWithoutTies() {
        double[] first = IntStream.range(0, 12).mapToDouble(i -> .5 + 0.011 * i).toArray();
        double[] second = IntStream.range(0, 12)
                .mapToDouble(i -> .5 + .011 * i + (i % 2 == 0 ? 1 : -1) * .003 * (i + 1) - 0.002 * i)
                .toArray();

        assertEquals(0.26611328125, SignedRank.test(first, second).pValue(), 1e-12);
    }

    @Test
    void shouldApproximateForManyPairs() {
        double[] first =
                IntStream.range(0, 60).mapToDouble(i -> Math.sin(i * 1.7) + .3).toArray();

        SignedRank test = SignedRank.test(first, new double[60]);

        assertEquals(0.0030827433042271415, test.pValue(), 1e-12);
        assertEquals(60 * 61 / 2.0 - 513, test.rankSum());
    }

    @Test
    void shouldFindNoDifferenceBetweenAModelAndItself() {
        assertEquals(1, SignedRank.test(FIRST, FIRST).pValue());
    }

    @Test
    void shouldCorrectStepByStep() {
        // 4 * 0.01; 3 * 0.013 is less, so 0.04 stays; 2 * 0.03; 1 * 0.04 is less than 0.06.
        assertArrayEquals(
                new double[] {0.06, 0.04, 0.06, 0.04}, Holm.adjusted(new double[] {.03, .01, .04, .013}), 1e-12);
    }

    @Test
    void shouldEqualSciPysFriedmanWithTies() {
        double[][] scores = {{.9, .8, .7}, {.85, .86, .7}, {.9, .7, .75}, {.8, .8, .6}, {.95, .9, .7}, {.7, .6, .65}};

        Friedman test = Friedman.test(List.of("a", "b", "c"), scores, 0.05);

        assertEquals(6.347826086956516, test.chiSquare(), 1e-9);
        assertEquals(0.04183955715720691, test.pValue(), 1e-9);
        assertEquals(List.of(7.5 / 6, 12.5 / 6, 16.0 / 6), test.averageRanks());
        // 2.3437 * sqrt(3 * 4 / 36): a and c are told apart, neighbours are not.
        assertEquals(2.343700586378409 / Math.sqrt(3), test.criticalDifference(), 1e-7);
        assertEquals(List.of(List.of("a", "b"), List.of("b", "c")), test.groups());
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1.9599639845400534",
        "3, 2.343700586378409",
        "4, 2.569031772546482",
        "5, 2.7277743708703763",
        "10, 3.163683577053373"
    })
    void shouldEqualTheTabledNemenyiValues(int models, double value) {
        assertEquals(value, StudentizedRange.criticalValue(models, 0.05) / Math.sqrt(2), 1e-7);
    }

    @Test
    void shouldGiveTheSameIntervalForTheSameSeed() {
        Interval interval = Interval.ofMean(FIRST, 0.95, 2000, 7);

        assertEquals(interval, Interval.ofMean(FIRST, 0.95, 2000, 7));
        assertNotEquals(interval, Interval.ofMean(FIRST, 0.95, 2000, 8));
        assertEquals(0.84, interval.mean(), 1e-12);
        assertTrue(interval.low() < interval.mean() && interval.mean() < interval.high());
    }

    @Test
    void shouldCoverTheMeanAboutAsOftenAsPromised() {
        // 400 samples of 40 uniform values each, mean 1/2.
        java.util.SplittableRandom random = new java.util.SplittableRandom(11);
        long hits = IntStream.range(0, 400)
                .mapToObj(i -> Interval.ofMean(random.doubles(40).toArray(), 0.9, 400, i))
                .filter(interval -> interval.low() <= 0.5 && 0.5 <= interval.high())
                .count();

        assertEquals(0.9, hits / 400.0, 0.04);
    }

    @Test
    void shouldRejectSamplesThatCannotBeCompared() {
        assertEquals("SCO-121", code(() -> SignedRank.test(FIRST, new double[3])));
        assertEquals("SCO-121", code(() -> SignedRank.test(new double[] {Double.NaN}, new double[] {1})));
        assertEquals("SCO-121", code(() -> Interval.ofMean(new double[0], 0.95, 10, 1)));
        assertEquals("SCO-121", code(() -> Interval.ofMean(FIRST, 1, 10, 1)));
        assertEquals("SCO-121", code(() -> Friedman.test(List.of("a"), new double[][] {{1}, {2}}, 0.05)));
        assertEquals("SCO-121", code(() -> Friedman.test(List.of("a", "b"), new double[][] {{1}, {2}}, 0.05)));
    }

    private static String code(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(FaultException.class, executable).fault().code();
    }
}
