package org.e2enet.training.augment;

import org.e2enet.contract.Size3;

/** Separable Gaussian blur, cut at 4σ, edges repeated. */
final class GaussianBlur {
    private static final double CUT_SIGMAS = 4;

    private GaussianBlur() {}

    static void apply(Channel channel, Size3 patch, double sigma) {
        float[] kernel = kernel(sigma);
        float[] line = new float[Math.max(patch.depth(), Math.max(patch.height(), patch.width()))];
        int plane = patch.height() * patch.width();
        blurLines(channel, kernel, line, patch.depth(), plane, 1, plane, plane);
        blurLines(channel, kernel, line, patch.height(), patch.width(), patch.depth(), plane, patch.width());
        blurLines(channel, kernel, line, patch.width(), 1, patch.depth() * patch.height(), patch.width(), 1);
    }

    /** Lines of {@code extent} values {@code stride} apart, starting at outer·outerStride + inner. */
    private static void blurLines(
            Channel channel,
            float[] kernel,
            float[] line,
            int extent,
            int stride,
            int outerCount,
            int outerStride,
            int innerCount) {
        int radius = kernel.length / 2;
        float[] values = channel.values();
        for (int outer = 0; outer < outerCount; outer++) {
            for (int inner = 0; inner < innerCount; inner++) {
                int start = channel.offset() + outer * outerStride + inner;
                for (int i = 0; i < extent; i++) {
                    line[i] = values[start + i * stride];
                }
                for (int i = 0; i < extent; i++) {
                    float sum = 0;
                    for (int k = -radius; k <= radius; k++) {
                        sum += kernel[k + radius] * line[Math.clamp(i + k, 0, extent - 1)];
                    }
                    values[start + i * stride] = sum;
                }
            }
        }
    }

    private static float[] kernel(double sigma) {
        int radius = (int) Math.ceil(CUT_SIGMAS * sigma);
        double[] weights = new double[2 * radius + 1];
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            weights[k + radius] = Math.exp(-0.5 * k * k / (sigma * sigma));
            sum += weights[k + radius];
        }
        float[] kernel = new float[weights.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (weights[i] / sum);
        }
        return kernel;
    }
}
