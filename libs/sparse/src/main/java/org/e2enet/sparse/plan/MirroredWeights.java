package org.e2enet.sparse.plan;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A convolution's weights as its input's gradient needs them: outputs and sources exchanged, taps mirrored. Mostly a view of the origin's
 * values. Where kernels share an image, of one tensor read twice, or have an even extent, it is a copy that {@link #refresh} brings up to
 * date: those that share are added; a kernel of even extent gets a row or column of zeros behind it: padded by (k − 1)/2 before, it is
 * padded by one more behind, and mirrored the other way round.
 */
public final class MirroredWeights {
    private final ConvWeights origin;
    private final ConvWeights mirrored;

    /** Per active kernel of the origin, in the order of its bits: its mirror image. */
    private final int[] to;

    /**
     * @param outputs of the mirrored convolution
     * @param depths of each origin's output that are read
     * @param output per source of the origin: where its gradient goes
     * @param depth per source of the origin: which of the depths
     */
    MirroredWeights(ConvWeights origin, int outputs, int depths, int[] output, int[] depth) {
        this.origin = origin;
        int sources = origin.outputs() * depths;
        int kh = origin.kh() | 1;
        int kw = origin.kw() | 1;
        BitSet active = new BitSet(outputs * sources);
        int[] images = new int[origin.active().cardinality()];
        int[] mirrorOf = new int[outputs * sources];
        int at = 0;
        for (int kernel = origin.active().nextSetBit(0);
                kernel >= 0;
                kernel = origin.active().nextSetBit(kernel + 1)) {
            int o = kernel / origin.sources();
            int i = kernel % origin.sources();
            int image = output[i] * sources + o * depths + depth[i];
            active.set(image);
            images[at++] = image;
            mirrorOf[image] = kernel * origin.kh() * origin.kw();
        }
        boolean isView = active.cardinality() == images.length && kh == origin.kh() && kw == origin.kw();
        to = isView ? null : images;
        mirrored = isView
                ? new ConvWeights(outputs, sources, kh, kw, origin.values(), active, null, mirrorOf)
                : new ConvWeights(outputs, sources, kh, kw, new float[outputs * sources * kh * kw], active, null);
    }

    public ConvWeights weights() {
        return mirrored;
    }

    /** Whether {@link #refresh} has something to do. */
    boolean isCopy() {
        return to != null;
    }

    /** Takes over the origin's values. */
    public void refresh() {
        if (!isCopy()) {
            return;
        }
        float[] values = mirrored.values();
        int taps = mirrored.kh() * mirrored.kw();
        for (int image : to) {
            Arrays.fill(values, image * taps, (image + 1) * taps, 0);
        }
        int height = origin.kh();
        int width = origin.kw();
        int at = 0;
        for (int kernel = origin.active().nextSetBit(0);
                kernel >= 0;
                kernel = origin.active().nextSetBit(kernel + 1)) {
            int from = kernel * height * width;
            int image = to[at++] * taps;
            for (int ky = 0; ky < height; ky++) {
                int row = image + (height - 1 - ky) * mirrored.kw();
                for (int kx = 0; kx < width; kx++) {
                    values[row + width - 1 - kx] += origin.values()[from + ky * width + kx];
                }
            }
        }
    }
}
