package org.e2enet.training.data;

import org.e2enet.network.Size3;

/**
 * Patches for one step.
 *
 * @param images {@code [N][C][D][H][W]}
 * @param targets {@code [N][D][H][W]}, class indices
 */
public record Batch(float[] images, byte[] targets, int samples, Size3 patch) {}
