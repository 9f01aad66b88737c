package org.e2enet.prediction.window;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.rows.ProbabilityRows;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Flip;

/** One window through every model and every mirror. Holds its buffers, so not thread-safe. */
final class Ensemble {
    private final List<CompiledNetwork> models;
    private final WindowSettings settings;
    private final int classes;
    private final List<Flip> flips;
    private final float[] flipped;
    private final int logits;

    /** Takes what a model gave for a flipped window. */
    @FunctionalInterface
    interface Outputs {
        /**
         * Probabilities or logits, by the settings.
         *
         * @param output {@code [classes][d][h][w]}, the taker's own
         * @param flip that the window went through; its own inverse
         * @param share of this output among those of the window
         */
        void accept(float[] output, Flip flip, float share);
    }

    Ensemble(List<CompiledNetwork> models, WindowSettings settings, Size3 patch, int channels, int classes) {
        this.models = models;
        this.settings = settings;
        this.classes = classes;
        this.flips = settings.flips().stream()
                .map((Set<Axis> axes) -> new Flip(axes, patch))
                .toList();
        int voxels = Math.toIntExact(patch.volume());
        this.flipped = new float[Math.multiplyExact(channels, voxels)];
        this.logits = Math.multiplyExact(classes, voxels);
    }

    /** @param window {@code [C][d][h][w]} */
    void forward(float[] window, int channels, WindowProgress progress, Outputs outputs) {
        float share = 1f / (models.size() * flips.size());
        for (Flip flip : flips) {
            flip.copy(window, flipped, channels);
            for (CompiledNetwork model : models) {
                if (progress.isCancelled()) {
                    throw new CancellationException("the sliding window was cancelled");
                }
                float[] output = model.forward(flipped, 1).getFirst();
                check(output);
                if (settings.averaging() == Averaging.PROBABILITIES) {
                    Softmax.apply(output, classes);
                }
                outputs.accept(output, flip, share);
            }
        }
    }

    private void check(float[] output) {
        if (output.length != logits) {
            throw new Fault(
                            "PRE-201",
                            "the network gave " + output.length + " logits, " + logits + " are wanted",
                            "sliding window",
                            "Compile the model for the patch and classes of its plan.")
                    .exception();
        }
        if (!ProbabilityRows.BEST.areFinite(output)) {
            throw new Fault(
                            "PRE-202",
                            "the network's logits are not all finite numbers",
                            "sliding window",
                            "Check the scan for NaN or Inf voxels, then the model with its probe.")
                    .exception();
        }
    }
}
