package org.e2enet.prediction.window;

/** Takes the finished slices of a prediction, in ascending depth. */
@FunctionalInterface
public interface SliceSink {
    /**
     * One slice is final.
     *
     * @param z its depth in the image
     * @param probabilities {@code [classes][h·w]}, w fastest, summing up to 1 per voxel, or
     *     less where only the strongest classes were kept; reused for the next slice
     */
    void accept(int z, float[][] probabilities);
}
