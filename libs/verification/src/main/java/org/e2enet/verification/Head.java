package org.e2enet.verification;

import java.util.List;

/**
 * Logits of one head for a batch.
 *
 * @param shape N, classes, d, h, w
 */
record Head(List<Integer> shape, float[] logits) {
    int classes() {
        return shape.get(1);
    }

    int voxels() {
        return shape.get(2) * shape.get(3) * shape.get(4);
    }

    Head softmax() {
        float[] result = new float[logits.length];
        int voxels = voxels();
        for (int n = 0; n < shape.get(0); n++) {
            int base = n * classes() * voxels;
            for (int v = 0; v < voxels; v++) {
                double sum = 0;
                float top = logits[base + v];
                for (int c = 1; c < classes(); c++) {
                    top = Math.max(top, logits[base + c * voxels + v]);
                }
                for (int c = 0; c < classes(); c++) {
                    sum += Math.exp(logits[base + c * voxels + v] - (double) top);
                }
                for (int c = 0; c < classes(); c++) {
                    result[base + c * voxels + v] =
                            (float) (Math.exp(logits[base + c * voxels + v] - (double) top) / sum);
                }
            }
        }
        return new Head(shape, result);
    }

    /** Voxels whose largest logit is another class's than expected, where it leads the expected one by {@code gap} or more. */
    int disagreements(byte[] expected, double gap) {
        int voxels = voxels();
        int wrong = 0;
        for (int n = 0; n < shape.get(0); n++) {
            int base = n * classes() * voxels;
            for (int v = 0; v < voxels; v++) {
                float wanted = logits[base + Byte.toUnsignedInt(expected[n * voxels + v]) * voxels + v];
                for (int c = 0; c < classes(); c++) {
                    // Negated, so that what is no number disagrees.
                    if (!(logits[base + c * voxels + v] - wanted < gap)) {
                        wrong++;
                        break;
                    }
                }
            }
        }
        return wrong;
    }

    /** Mean per class, then (biased and N − 1) standard deviation per class, over all samples and voxels. */
    double[][] meanAndDeviations() {
        int voxels = voxels();
        int count = voxels * shape.get(0);
        double[][] result = new double[3][classes()];
        for (int c = 0; c < classes(); c++) {
            double sum = 0;
            for (int n = 0; n < shape.get(0); n++) {
                for (int v = 0; v < voxels; v++) {
                    sum += logits[(n * classes() + c) * voxels + v];
                }
            }
            double mean = sum / count;
            double squares = 0;
            for (int n = 0; n < shape.get(0); n++) {
                for (int v = 0; v < voxels; v++) {
                    squares += Math.pow(logits[(n * classes() + c) * voxels + v] - mean, 2);
                }
            }
            result[0][c] = mean;
            result[1][c] = Math.sqrt(squares / count);
            result[2][c] = Math.sqrt(squares / (count - 1));
        }
        return result;
    }
}
