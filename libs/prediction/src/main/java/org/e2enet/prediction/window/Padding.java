package org.e2enet.prediction.window;

import org.e2enet.contract.Size3;
import org.e2enet.safetensors.Tensor;

/**
 * Zeros around an image smaller than the patch: half of what is missing before it, the (larger) rest behind it.
 *
 * @param image extents without padding
 * @param padded extents with it
 */
record Padding(Size3 image, Size3 padded) {
    static Padding toPatch(Size3 image, Size3 patch) {
        return new Padding(
                image,
                new Size3(
                        Math.max(image.depth(), patch.depth()),
                        Math.max(image.height(), patch.height()),
                        Math.max(image.width(), patch.width())));
    }

    int beforeDepth() {
        return (padded.depth() - image.depth()) / 2;
    }

    int beforeHeight() {
        return (padded.height() - image.height()) / 2;
    }

    int beforeWidth() {
        return (padded.width() - image.width()) / 2;
    }

    /**
     * Copies a window of the padded image, without ever making the padded image.
     *
     * @param values {@code [C][D][H][W]} without padding
     * @param window {@code [C][d][h][w]}, overwritten
     */
    void cut(Tensor values, int z, int y, int x, Size3 patch, float[] window) {
        int channels = values.shape().getFirst();
        java.util.Arrays.fill(window, 0);
        int fromX = Math.max(0, x - beforeWidth());
        int toX = Math.min(image.width(), x - beforeWidth() + patch.width());
        for (int c = 0; c < channels; c++) {
            for (int dz = 0; dz < patch.depth(); dz++) {
                int sourceZ = z + dz - beforeDepth();
                if (sourceZ < 0 || sourceZ >= image.depth()) {
                    continue;
                }
                for (int dy = 0; dy < patch.height(); dy++) {
                    int sourceY = y + dy - beforeHeight();
                    if (sourceY < 0 || sourceY >= image.height()) {
                        continue;
                    }
                    int source = ((c * image.depth() + sourceZ) * image.height() + sourceY) * image.width() + fromX;
                    int target = ((c * patch.depth() + dz) * patch.height() + dy) * patch.width()
                            + (fromX + beforeWidth() - x);
                    System.arraycopy(values.values(), source, window, target, toX - fromX);
                }
            }
        }
    }
}
