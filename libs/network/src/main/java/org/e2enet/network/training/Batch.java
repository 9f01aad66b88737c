package org.e2enet.network.training;

import java.util.List;
import java.util.Objects;
import org.e2enet.contract.Size3;

/**
 * Samples of one step.
 *
 * @param images {@code [N][C][D][H][W]}, W fastest
 * @param labels {@code [N][D][H][W]}, class per voxel
 * @param samples N
 * @param patch D, H, W
 * @param caseIds the case of each sample, for messages; empty where cases have no ids
 */
public record Batch(float[] images, short[] labels, int samples, Size3 patch, List<String> caseIds) {
    public Batch {
        caseIds = List.copyOf(caseIds);
        Objects.requireNonNull(patch, "patch");
        if (samples < 1 || labels.length != samples * patch.volume() || images.length % labels.length != 0) {
            throw new IllegalArgumentException("a batch of " + samples + " patches of " + patch + " cannot hold "
                    + images.length + " image values and " + labels.length + " labels");
        }
        if (!caseIds.isEmpty() && caseIds.size() != samples) {
            throw new IllegalArgumentException(samples + " samples cannot be of " + caseIds.size() + " cases");
        }
    }

    /** Samples of nameless cases. */
    public Batch(float[] images, short[] labels, int samples, Size3 patch) {
        this(images, labels, samples, patch, List.of());
    }

    public int channels() {
        return images.length / labels.length;
    }
}
