package org.e2enet.imaging.distance;

/**
 * Replaces the values f(q) along one line by min over q of f(q) + (mm between p and q)². Holds the line's scratch space:
 * not thread safe, one per task.
 */
final class LowerEnvelope {
    private final int length;
    private final double stepMm;
    private final double[] values;
    /** Positions whose parabolas form the envelope, from left to right. */
    private final int[] sites;
    /** Where, in steps, the parabola of {@code sites[i]} begins to be the lowest. */
    private final double[] begins;

    LowerEnvelope(int length, double stepMm) {
        this.length = length;
        this.stepMm = stepMm;
        this.values = new double[length];
        this.sites = new int[length];
        this.begins = new double[length];
    }

    void replace(double[] field, int start, int stride) {
        for (int p = 0, at = start; p < length; p++, at += stride) {
            values[p] = field[at];
        }
        int parabolas = build();
        if (parabolas == 0) {
            return;
        }
        int current = 0;
        for (int p = 0, at = start; p < length; p++, at += stride) {
            while (current + 1 < parabolas && begins[current + 1] < p) {
                current++;
            }
            double mm = (p - sites[current]) * stepMm;
            field[at] = values[sites[current]] + mm * mm;
        }
    }

    private int build() {
        int parabolas = 0;
        for (int q = 0; q < length; q++) {
            if (values[q] == Double.POSITIVE_INFINITY) {
                continue;
            }
            double begin = Double.NEGATIVE_INFINITY;
            while (parabolas > 0) {
                begin = crossing(sites[parabolas - 1], q);
                if (begin > begins[parabolas - 1]) {
                    break;
                }
                parabolas--;
                begin = Double.NEGATIVE_INFINITY;
            }
            sites[parabolas] = q;
            begins[parabolas] = begin;
            parabolas++;
        }
        return parabolas;
    }

    private double crossing(int left, int right) {
        double rise = (values[right] - values[left]) / (stepMm * stepMm);
        return 0.5 * (rise / (right - left) + right + left);
    }
}
