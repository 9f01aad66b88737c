package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * Winograd's F(4,3) with the points 0, ±1, ±2, ∞ (Lavin and Gray, "Fast algorithms for convolutional neural networks",
 * 2015): four outputs of a 3-tap correlation from six inputs by six multiplications.
 */
final class Transforms {
    /** Outputs per tile and axis. */
    static final int OUTPUTS = 4;

    /** Inputs per tile and axis, and frequencies. */
    static final int INPUTS = 6;

    private Transforms() {}

    /** G·w: the six frequencies of three taps, to {@code to[at + f·step]}. */
    static void weights(double w0, double w1, double w2, double[] to, int at, int step) {
        double even = (w0 + w2) / 6;
        double odd = w1 / 6;
        double outerEven = w0 / 24 + w2 / 6;
        double outerOdd = w1 / 12;
        to[at] = w0 / 4;
        to[at + step] = -even - odd;
        to[at + 2 * step] = odd - even;
        to[at + 3 * step] = outerEven + outerOdd;
        to[at + 4 * step] = outerEven - outerOdd;
        to[at + 5 * step] = w2;
    }

    /**
     * G·w for sixteen kernels side by side, {@code count} times: tap j at {@code from + i·apart + j·tapStep}, frequency f to {@code to[at +
     * i·outputApart + f·outputStep]}.
     */
    static void weights(
            float[] data,
            int from,
            int tapStep,
            int apart,
            int count,
            float[] to,
            int at,
            int outputStep,
            int outputApart) {
        for (int i = 0; i < count; i++) {
            for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                int p = from + i * apart + lane;
                int q = at + i * outputApart + lane;
                FloatVector w0 = FloatVector.fromArray(SPECIES, data, p);
                FloatVector w1 = FloatVector.fromArray(SPECIES, data, p + tapStep);
                FloatVector w2 = FloatVector.fromArray(SPECIES, data, p + 2 * tapStep);
                FloatVector even = w0.add(w2).mul(1 / 6f);
                FloatVector odd = w1.mul(1 / 6f);
                FloatVector outerEven = w0.mul(1 / 24f).add(w2.mul(1 / 6f));
                FloatVector outerOdd = w1.mul(1 / 12f);
                w0.mul(0.25f).intoArray(to, q);
                even.add(odd).neg().intoArray(to, q + outputStep);
                odd.sub(even).intoArray(to, q + 2 * outputStep);
                outerEven.add(outerOdd).intoArray(to, q + 3 * outputStep);
                outerEven.sub(outerOdd).intoArray(to, q + 4 * outputStep);
                w2.intoArray(to, q + 5 * outputStep);
            }
        }
    }

    /**
     * Bᵀ·d for {@code count} independent blocks next to each other: input j of block i at {@code from + j·inputStep +
     * i·16}, frequency f to {@code to + f·outputStep + i·16}.
     */
    static void input(float[] data, int from, int inputStep, int to, int outputStep, int count) {
        input(data, from, inputStep, WIDTH, to, outputStep, WIDTH, count * BLOCK / WIDTH);
    }

    /** As above for {@code count} vectors, {@code inputApart} and {@code outputApart} floats from one to the next. */
    static void input(
            float[] data, int from, int inputStep, int inputApart, int to, int outputStep, int outputApart, int count) {
        for (int i = 0; i < count; i++) {
            int at = from + i * inputApart;
            int out = to + i * outputApart;
            FloatVector d1 = FloatVector.fromArray(SPECIES, data, at + inputStep);
            FloatVector d2 = FloatVector.fromArray(SPECIES, data, at + 2 * inputStep);
            FloatVector d3 = FloatVector.fromArray(SPECIES, data, at + 3 * inputStep);
            FloatVector d4 = FloatVector.fromArray(SPECIES, data, at + 4 * inputStep);
            FloatVector.fromArray(SPECIES, data, at)
                    .mul(4)
                    .add(d4)
                    .sub(d2.mul(5))
                    .intoArray(data, out);
            FloatVector even = d4.sub(d2.mul(4));
            FloatVector odd = d3.sub(d1.mul(4));
            even.add(odd).intoArray(data, out + outputStep);
            even.sub(odd).intoArray(data, out + 2 * outputStep);
            even = d4.sub(d2);
            odd = d3.sub(d1);
            odd = odd.add(odd);
            even.add(odd).intoArray(data, out + 3 * outputStep);
            even.sub(odd).intoArray(data, out + 4 * outputStep);
            d1.mul(4)
                    .add(FloatVector.fromArray(SPECIES, data, at + 5 * inputStep))
                    .sub(d3.mul(5))
                    .intoArray(data, out + 5 * outputStep);
        }
    }

    /** Aᵀ·m for {@code count} independent blocks, addressed as in {@link #input}: six frequencies to four outputs. */
    static void output(float[] data, int from, int inputStep, int to, int outputStep, int count) {
        output(data, from, inputStep, WIDTH, to, outputStep, WIDTH, count * BLOCK / WIDTH);
    }

    /** As above for {@code count} vectors, {@code inputApart} and {@code outputApart} floats from one to the next. */
    static void output(
            float[] data, int from, int inputStep, int inputApart, int to, int outputStep, int outputApart, int count) {
        for (int i = 0; i < count; i++) {
            int at = from + i * inputApart;
            int out = to + i * outputApart;
            FloatVector m1 = FloatVector.fromArray(SPECIES, data, at + inputStep);
            FloatVector m2 = FloatVector.fromArray(SPECIES, data, at + 2 * inputStep);
            FloatVector m3 = FloatVector.fromArray(SPECIES, data, at + 3 * inputStep);
            FloatVector m4 = FloatVector.fromArray(SPECIES, data, at + 4 * inputStep);
            FloatVector sum = m1.add(m2);
            FloatVector difference = m1.sub(m2);
            FloatVector outerSum = m3.add(m4);
            FloatVector outerDifference = m3.sub(m4);
            FloatVector.fromArray(SPECIES, data, at).add(sum).add(outerSum).intoArray(data, out);
            difference.add(outerDifference.mul(2)).intoArray(data, out + outputStep);
            sum.add(outerSum.mul(4)).intoArray(data, out + 2 * outputStep);
            difference
                    .add(outerDifference.mul(8))
                    .add(FloatVector.fromArray(SPECIES, data, at + 5 * inputStep))
                    .intoArray(data, out + 3 * outputStep);
        }
    }
}
