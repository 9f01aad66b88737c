package org.e2enet.sparse.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingOperation;

/**
 * The active pairs of a weight gradient, cut into pieces of some outputs × some sources, and the volume cut into parts: a task is
 * a piece and a part. The cuts depend on shapes and masks alone, and parts are added in their order: results are the same bits
 * for any number of threads.
 */
final class PairPieces implements Phase {
    /** Sources whose rows, and outputs whose rows, a task holds in scratch memory at a time. */
    static final int SOURCES = 48;

    static final int OUTPUTS = 48;

    /** Tasks that a handful of threads share well. */
    static final int TASKS = 16;

    /**
     * @param start per output of the piece the range of its pairs in {@code source}
     * @param source per pair its source, counted from {@code firstSource}
     * @param firstPair of the piece among all
     */
    record Piece(
            int firstOutput, int endOutput, int firstSource, int endSource, int[] start, int[] source, int firstPair) {
        int pairs() {
            return source.length;
        }

        int outputs() {
            return endOutput - firstOutput;
        }

        int sources() {
            return endSource - firstSource;
        }
    }

    private final TrainingOperation.WeightGradient gradient;
    private final List<Piece> pieces = new ArrayList<>();
    private final int taps;
    private final int parts;
    private final int pairs;

    // Asked for in inner loops.
    private final int mostPairs;
    private final int mostOutputs;
    private final int mostSources;

    /** Per part, pair: its taps. */
    private final float[] partials;

    /** @param mostParts that the volume can be cut into */
    PairPieces(TrainingOperation.WeightGradient gradient, int mostParts) {
        this.gradient = gradient;
        taps = gradient.kh() * gradient.kw();
        int count = 0;
        int outputs = gradient.outputs().size();
        int sources = gradient.inputs().size();
        int outputStep = even(outputs, OUTPUTS);
        int sourceStep = even(sources, SOURCES);
        for (int s = 0; s < sources; s += sourceStep) {
            for (int o = 0; o < outputs; o += outputStep) {
                Piece piece = piece(o, Math.min(outputs, o + outputStep), s, Math.min(sources, s + sourceStep), count);
                count += piece.pairs();
                if (piece.pairs() > 0) {
                    pieces.add(piece);
                }
            }
        }
        pairs = count;
        mostPairs = pieces.stream().mapToInt(Piece::pairs).max().orElse(0);
        mostOutputs = pieces.stream().mapToInt(Piece::outputs).max().orElse(0);
        mostSources = pieces.stream().mapToInt(Piece::sources).max().orElse(0);
        parts = Math.clamp(Math.ceilDiv(TASKS, Math.max(1, pieces.size())), 1, mostParts);
        partials = new float[parts * pairs * taps];
    }

    /** Pieces of equal size, none larger than {@code most}. */
    private static int even(int count, int most) {
        return Math.ceilDiv(count, Math.ceilDiv(count, most));
    }

    private Piece piece(int firstOutput, int endOutput, int firstSource, int endSource, int firstPair) {
        int all = gradient.inputs().size();
        int[] start = new int[endOutput - firstOutput + 1];
        int[] source = new int[(endOutput - firstOutput) * (endSource - firstSource)];
        int pair = 0;
        for (int o = firstOutput; o < endOutput; o++) {
            for (int i = firstSource; i < endSource; i++) {
                if (gradient.active().get(o * all + i)) {
                    source[pair++] = i - firstSource;
                }
            }
            start[o - firstOutput + 1] = pair;
        }
        return new Piece(firstOutput, endOutput, firstSource, endSource, start, Arrays.copyOf(source, pair), firstPair);
    }

    int parts() {
        return parts;
    }

    /** Tasks of the products; this phase's own follow them. */
    int productTasks() {
        return parts * pieces.size();
    }

    Piece pieceOf(int productTask) {
        return pieces.get(productTask / parts);
    }

    int partOf(int productTask) {
        return productTask % parts;
    }

    int mostPairs() {
        return mostPairs;
    }

    int mostOutputs() {
        return mostOutputs;
    }

    int mostSources() {
        return mostSources;
    }

    int pairs() {
        return pairs;
    }

    float[] partials() {
        return partials;
    }

    /** Where a pair's taps lie in {@link #partials}. */
    int partialAt(int part, Piece piece, int pair) {
        return (part * pairs + piece.firstPair() + pair) * taps;
    }

    /** One per piece. */
    @Override
    public int tasks() {
        return pieces.size();
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        Piece piece = pieces.get(task);
        float[] into = gradient.into();
        int sources = gradient.inputs().size();
        for (int o = 0; o < piece.outputs(); o++) {
            for (int pair = piece.start()[o]; pair < piece.start()[o + 1]; pair++) {
                int to = ((piece.firstOutput() + o) * sources + piece.firstSource() + piece.source()[pair]) * taps;
                for (int tap = 0; tap < taps; tap++) {
                    float sum = 0;
                    for (int part = 0; part < parts; part++) {
                        sum += partials[partialAt(part, piece, pair) + tap];
                    }
                    into[to + tap] += sum;
                }
            }
        }
    }
}
