package org.e2enet.sparse.memory;

import java.util.Arrays;
import org.e2enet.contract.Size3;

/**
 * Cross-entropy and soft Dice of one head: its targets, the sums over one or more samples, and what follows from them for the
 * gradient. dice = (2·Σ p·o + ε) / (Σ p + Σ o + ε + 10⁻⁸) per class with one-hot targets o, without the background (nnU-Net's
 * soft Dice, ε = 10⁻⁵).
 */
public final class HeadLoss {
    /** Sums per class: Σ p·o, Σ p, Σ o. */
    public static final int SUMS = 3;

    private static final double SMOOTH = 1e-5;
    private static final double GUARD = 1e-8;

    private final int classes;
    private final Size3 size;
    private final Size3 scale;
    private final double weight;
    private final boolean batchDice;
    private final double[] sums;
    private final float[] hitFactor;
    private final float[] allFactor;
    private float[] targets;
    private double crossEntropySum;
    private double diceSum;
    private int samples;

    /**
     * @param scale of the head: its voxel x is the label at f·x + f/2
     * @param weight of the head in the loss
     * @param batchDice whether Dice is of all samples together
     */
    public HeadLoss(int classes, Size3 patch, Size3 scale, double weight, boolean batchDice) {
        this.classes = classes;
        this.scale = scale;
        this.size = patch.dividedBy(scale);
        this.weight = weight;
        this.batchDice = batchDice;
        sums = new double[classes * SUMS];
        hitFactor = new float[classes];
        allFactor = new float[classes];
    }

    public int classes() {
        return classes;
    }

    public Size3 size() {
        return size;
    }

    /** What the targets take. They are made for the first step: a loss is planned with, too, to see whether a step fits at all. */
    public long targetFloats() {
        long blocks = Math.ceilDiv(size.depth(), TensorBuffer.LANES);
        return blocks * size.height() * size.width() * TensorBuffer.LANES;
    }

    /** Class per voxel, sixteen depth positions side by side: {@code [z/16][y][x][16]}; −1 behind the volume. */
    public float[] targets() {
        return targets;
    }

    public int targetRow(int block, int y) {
        return (block * size.height() + y) * size.width() * TensorBuffer.LANES;
    }

    /** ∂loss/∂p of a class's probability is allFactor, plus hitFactor where the class is the target. */
    public float[] hitFactor() {
        return hitFactor;
    }

    public float[] allFactor() {
        return allFactor;
    }

    /** Factor of p − o that the cross-entropy adds to ∂loss/∂logit. */
    public float crossEntropyFactor() {
        return (float) (weight / ((double) samples * size.volume()));
    }

    /** Before the samples of a step. */
    public void begin(int stepSamples) {
        if (targets == null) {
            targets = new float[Math.toIntExact(targetFloats())];
        }
        samples = stepSamples;
        crossEntropySum = 0;
        diceSum = 0;
        Arrays.fill(sums, 0);
    }

    /**
     * The targets of one row.
     *
     * @param labels of the whole batch, {@code [N][D][H][W]} of the patch
     */
    public void fillTargets(short[] labels, int sample, Size3 patch, int block, int y) {
        int at = targetRow(block, y);
        int row = scale.height() * y + scale.height() / 2;
        for (int x = 0; x < size.width(); x++) {
            int column = scale.width() * x + scale.width() / 2;
            for (int lane = 0; lane < TensorBuffer.LANES; lane++, at++) {
                int z = block * TensorBuffer.LANES + lane;
                int plane = scale.depth() * z + scale.depth() / 2;
                targets[at] = z >= size.depth()
                        ? -1
                        : labels[((sample * patch.depth() + plane) * patch.height() + row) * patch.width() + column];
            }
        }
    }

    /**
     * Adds one sample's sums.
     *
     * @param rows of {@code partials}, each {@code classes·3} sums and the cross-entropy
     */
    public void addSample(double[] partials, int rows) {
        if (!batchDice) {
            Arrays.fill(sums, 0);
        }
        int step = partialsPerRow();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += partials[row * step + i];
            }
            crossEntropySum += partials[row * step + sums.length];
        }
        if (!batchDice) {
            close(samples);
        }
    }

    public int partialsPerRow() {
        return classes * SUMS + 1;
    }

    /** After all samples, where Dice is of all of them. */
    public void endSamples() {
        if (batchDice) {
            close(1);
        }
    }

    private void close(int dices) {
        double terms = (double) dices * (classes - 1);
        for (int c = 1; c < classes; c++) {
            double hit = 2 * sums[c * SUMS] + SMOOTH;
            double both = sums[c * SUMS + 1] + sums[c * SUMS + 2] + SMOOTH + GUARD;
            diceSum += hit / both / terms;
            hitFactor[c] = (float) (-weight * 2 / (terms * both));
            allFactor[c] = (float) (weight * hit / (terms * both * both));
        }
    }

    public double crossEntropy() {
        return crossEntropySum / ((double) samples * size.volume());
    }

    /** Minus the mean soft Dice. */
    public double diceLoss() {
        return -diceSum;
    }

    public double loss() {
        return weight * (crossEntropy() + diceLoss());
    }
}
