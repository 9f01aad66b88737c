package org.e2enet.torch.training;

import java.util.Objects;
import org.e2enet.network.Size3;

/**
 * Samples of one step.
 *
 * @param images {@code [N][C][D][H][W]}, W fastest
 * @param labels {@code [N][D][H][W]}, class per voxel
 * @param samples N
 * @param patch D, H, W
 */
public record Batch(float[] images, byte[] labels, int samples, Size3 patch) {
    public Batch {
        Objects.requireNonNull(patch, "patch");
        if (samples < 1 || labels.length != samples * patch.volume() || images.length % labels.length != 0) {
            throw new IllegalArgumentException("a batch of " + samples + " patches of " + patch + " cannot hold "
                    + images.length + " image values and " + labels.length + " labels");
        }
    }

    public int channels() {
        return images.length / labels.length;
    }
}
