package org.e2enet.prediction.window;

import java.util.List;
import java.util.Objects;
import org.e2enet.contract.Size3;
import org.e2enet.faults.Fault;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.safetensors.Tensor;

/**
 * Segments images of any size with networks that see one patch at a time: windows half a patch apart (by default), each
 * weighted by a Gaussian about its centre, averaged over windows, mirrors and models (the folds of a cross-validation).
 * Images smaller than the patch are padded with zeros.
 *
 * <p>Memory besides the networks' own is known beforehand, see {@link #peakBytes}: weighted sums are kept for one patch
 * depth of slices only, and finished slices leave through a {@link SliceSink}. Whatever the number of classes, the sums take at most
 * 896 MiB, or 28 bytes per voxel of these slices where that is more.
 *
 * <p>Thread-safe: every run has its own buffers.
 */
public final class SlidingWindow {
    private final WindowSettings settings;
    private final Size3 patch;
    private final int classes;
    private final List<CompiledNetwork> models;
    private final long sumsCeilingBytes;

    /**
     * @param patch what the models were compiled for
     * @param classes number of classes of the models, background included
     * @param models at least one; their results are averaged; not closed here
     */
    public SlidingWindow(WindowSettings settings, Size3 patch, int classes, List<CompiledNetwork> models) {
        this(settings, patch, classes, models, ClassSums.CEILING_BYTES);
    }

    /** With another ceiling of the sums. */
    SlidingWindow(
            WindowSettings settings, Size3 patch, int classes, List<CompiledNetwork> models, long sumsCeilingBytes) {
        this.sumsCeilingBytes = sumsCeilingBytes;
        this.settings = Objects.requireNonNull(settings, "settings");
        this.patch = Objects.requireNonNull(patch, "patch");
        this.classes = classes;
        this.models = List.copyOf(models);
        if (classes < 2 || models.isEmpty()) {
            throw new IllegalArgumentException(
                    "at least 2 classes and 1 model are wanted, got " + classes + " and " + models.size());
        }
    }

    /** How many windows an image takes; each runs through every model and mirror. */
    public int windows(Size3 image) {
        return grid(Padding.toPatch(image, patch)).count();
    }

    /**
     * Bytes a run needs at its peak besides the image and the models' weights, or −1 where an engine cannot say.
     *
     * @param image extents of the image, without padding
     */
    public long peakBytes(Size3 image, int channels) {
        long network = 0;
        for (CompiledNetwork model : models) {
            if (model.peakBytes() < 0) {
                return -1;
            }
            // Not the largest: an engine may keep its working memory between forwards.
            network += model.peakBytes();
        }
        return network + heapBytes(image, channels);
    }

    /** The part of {@link #peakBytes} that is Java heap: everything but the networks' own, known for every engine. */
    public long heapBytes(Size3 image, int channels) {
        long logits = Float.BYTES * classes * patch.volume();
        long windows = 2L * Float.BYTES * channels * patch.volume();
        return SliceRing.bytes(patch, classes, Padding.toPatch(image, patch), settings.averaging(), sumsCeilingBytes)
                + logits
                + windows;
    }

    /**
     * Runs over an image and hands on its slices as they become final, in ascending depth.
     *
     * @param image {@code [C, D, H, W]}
     * @return voxels whose most probable class is not proven: with many classes on a large scan only the strongest of each voxel are
     *     summed up. 0 where the sums of all fit
     * @throws org.e2enet.faults.FaultException PRE-102 when the image is not four-dimensional, PRE-201 and PRE-202 when a network's
     *     output has a wrong size or is not finite
     * @throws java.util.concurrent.CancellationException when the progress said so
     */
    public long run(Tensor image, WindowProgress progress, SliceSink sink) {
        Size3 size = sizeOf(image);
        int channels = image.shape().getFirst();
        Padding padding = Padding.toPatch(size, patch);
        WindowGrid grid = grid(padding);
        SliceRing ring = new SliceRing(patch, classes, padding, grid, settings.averaging(), sumsCeilingBytes);
        Ensemble ensemble = new Ensemble(models, settings, patch, channels, classes);
        float[] window = new float[Math.toIntExact(channels * patch.volume())];
        int done = 0;
        for (int z : grid.depth()) {
            ring.finishBefore(z, sink);
            for (int y : grid.height()) {
                for (int x : grid.width()) {
                    padding.cut(image, z, y, x, patch, window);
                    int fromY = y;
                    int fromX = x;
                    ensemble.forward(
                            window,
                            channels,
                            progress,
                            (output, flip, share) -> ring.add(output, flip, share, z, fromY, fromX));
                    progress.onWindow(++done, grid.count());
                }
            }
        }
        ring.finishBefore(padding.padded().depth(), sink);
        return ring.undecided();
    }

    /** Runs over an image and keeps all probabilities: classes · voxels floats on top of {@link #peakBytes}. */
    public Probabilities probabilities(Tensor image, WindowProgress progress) {
        Size3 size = sizeOf(image);
        float[][] values = new float[classes][Math.toIntExact(size.volume())];
        int plane = size.height() * size.width();
        run(image, progress, (z, slice) -> {
            for (int c = 0; c < classes; c++) {
                System.arraycopy(slice[c], 0, values[c], z * plane, plane);
            }
        });
        return new Probabilities(size, values);
    }

    private WindowGrid grid(Padding padding) {
        return WindowGrid.of(padding.padded(), patch, settings.step());
    }

    private static Size3 sizeOf(Tensor image) {
        List<Integer> shape = image.shape();
        if (shape.size() != 4) {
            throw new Fault(
                            "PRE-102",
                            "an image of shape [C, D, H, W] is wanted, got " + shape,
                            "sliding window",
                            "Pass one prepared scan, without a batch axis.")
                    .exception();
        }
        return new Size3(shape.get(1), shape.get(2), shape.get(3));
    }
}
