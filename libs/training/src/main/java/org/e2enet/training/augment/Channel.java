package org.e2enet.training.augment;

import java.util.random.RandomGenerator;

/** One channel of one patch inside a batch's array, and the intensity changes it can take. */
record Channel(float[] values, int offset, int length) {
    private static final float SMALLEST_RANGE = 1e-7f;

    void addNoise(double sigma, RandomGenerator random) {
        for (int i = offset; i < offset + length; i++) {
            values[i] += (float) (sigma * random.nextGaussian());
        }
    }

    void multiply(double factor) {
        for (int i = offset; i < offset + length; i++) {
            values[i] *= (float) factor;
        }
    }

    /** Moves values away from the mean, or towards it, and keeps the range. */
    void changeContrast(double factor) {
        Moments before = moments();
        float mean = (float) before.mean();
        for (int i = offset; i < offset + length; i++) {
            values[i] = Math.clamp((values[i] - mean) * (float) factor + mean, before.min(), before.max());
        }
    }

    /** Gamma on the values scaled to 0..1, then mean and standard deviation as before. */
    void changeGamma(double gamma) {
        Moments before = moments();
        float range = before.max() - before.min();
        if (range < SMALLEST_RANGE) {
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            values[i] = (float) Math.pow((values[i] - before.min()) / range, gamma) * range + before.min();
        }
        Moments after = moments();
        double scale = before.standardDeviation() / Math.max(after.standardDeviation(), 1e-8);
        for (int i = offset; i < offset + length; i++) {
            values[i] = (float) ((values[i] - after.mean()) * scale + before.mean());
        }
    }

    Moments moments() {
        double sum = 0;
        double squares = 0;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + length; i++) {
            float value = values[i];
            sum += value;
            squares += (double) value * value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double mean = sum / length;
        return new Moments(mean, Math.sqrt(Math.max(squares / length - mean * mean, 0)), min, max);
    }

    record Moments(double mean, double standardDeviation, float min, float max) {}
}
