package org.e2enet.benchmarks.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.e2enet.benchmarks.ProcessMemory;
import org.e2enet.imaging.distance.Lattice;
import org.e2enet.scoring.evaluation.CaseScore;
import org.e2enet.scoring.evaluation.CaseScorer;
import org.e2enet.scoring.evaluation.LabelGrid;
import org.e2enet.scoring.evaluation.ScoringRules;

/** Scores made-up organs: ellipsoids of all sizes, the prediction's a little off the truth's. */
public final class ScoringBenchmark {
    private final LabelGrid truth;
    private final LabelGrid prediction;
    private final CaseScorer scorer;

    /** @param size voxels [depth, height, width] */
    public ScoringBenchmark(List<Integer> size, int classes, long seed) {
        Lattice lattice = new Lattice(size.get(2), size.get(1), size.get(0), 0.8, 0.8, 2);
        truth = organs(lattice, classes, seed, 0);
        prediction = organs(lattice, classes, seed, 1.5);
        scorer = new CaseScorer(
                ScoringRules.defaults(IntStream.rangeClosed(1, classes).boxed().toList()));
    }

    /**
     * One case.
     *
     * @param medianSeconds of the repeats
     * @param addedMiB resident memory at its most, above what both label maps and the process took before; −1 where unknown
     */
    public record Result(double medianSeconds, double meanDice, double meanNsd, long addedMiB) {}

    public LabelGrid truth() {
        return truth;
    }

    public LabelGrid prediction() {
        return prediction;
    }

    public Result run(int repeats) {
        ProcessMemory.restartPeak();
        long before = ProcessMemory.peakMiB();
        // The first one, too: what it took, the heap keeps.
        CaseScore score = scorer.score(truth, prediction);
        double[] seconds = IntStream.range(0, repeats)
                .mapToDouble(i -> {
                    long start = System.nanoTime();
                    scorer.score(truth, prediction);
                    return (System.nanoTime() - start) / 1e9;
                })
                .sorted()
                .toArray();
        long peak = ProcessMemory.peakMiB();
        return new Result(
                seconds[repeats / 2],
                score.meanDice().value().orElseThrow(),
                score.meanNsd().value().orElseThrow(),
                before < 0 ? -1 : peak - before);
    }

    private static LabelGrid organs(Lattice lattice, int classes, long seed, double shift) {
        short[] labels = new short[lattice.voxels()];
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int[] extent = {lattice.nx(), lattice.ny(), lattice.nz()};
        for (int label = 1; label <= classes; label++) {
            double[] centre = new double[3];
            double[] radius = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                radius[axis] = extent[axis] * (0.05 + 0.12 * random.nextDouble());
                centre[axis] = radius[axis] + (extent[axis] - 2 * radius[axis]) * random.nextDouble() + shift;
            }
            fill(labels, lattice, (short) label, centre, radius);
        }
        return new LabelGrid(labels, lattice);
    }

    private static void fill(short[] labels, Lattice lattice, short label, double[] centre, double[] radius) {
        int[] from = bounds(centre, radius, -1);
        int[] to = bounds(centre, radius, 1);
        for (int z = Math.max(0, from[2]); z < Math.min(lattice.nz(), to[2]); z++) {
            for (int y = Math.max(0, from[1]); y < Math.min(lattice.ny(), to[1]); y++) {
                for (int x = Math.max(0, from[0]); x < Math.min(lattice.nx(), to[0]); x++) {
                    double away = square((x - centre[0]) / radius[0])
                            + square((y - centre[1]) / radius[1])
                            + square((z - centre[2]) / radius[2]);
                    if (away <= 1) {
                        labels[x + lattice.nx() * (y + lattice.ny() * z)] = label;
                    }
                }
            }
        }
    }

    private static int[] bounds(double[] centre, double[] radius, int side) {
        return Arrays.stream(new int[] {0, 1, 2})
                .map(axis -> (int) Math.floor(centre[axis] + side * radius[axis]) + (side > 0 ? 1 : 0))
                .toArray();
    }

    private static double square(double value) {
        return value * value;
    }
}
