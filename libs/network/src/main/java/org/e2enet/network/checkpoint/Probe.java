package org.e2enet.network.checkpoint;

import java.util.List;
import java.util.Objects;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.faults.Fault;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.engine.Model;
import org.e2enet.network.random.Xoshiro;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.safetensors.Tensor;

/**
 * A small input and the logits a model must give for it: shows that weights arrived whole and that an engine computes what
 * training computed.
 *
 * @param input {@code [1, C, D, H, W]}
 * @param logits of the full resolution head, {@code [1, classes, D, H, W]}
 */
public record Probe(Tensor input, Tensor logits) {
    /** Twice the divisor leaves two voxels at the coarsest level, so that its instance norm has something to norm. */
    private static final int TIMES_DIVISOR = 2;

    public Probe {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(logits, "logits");
        if (input.shape().size() != 5
                || logits.shape().size() != 5
                || !input.shape().subList(2, 5).equals(logits.shape().subList(2, 5))) {
            throw new IllegalArgumentException(
                    "a probe needs input and logits on one grid, got " + input.shape() + " and " + logits.shape());
        }
    }

    /**
     * A small random input and what the engine answers to it.
     *
     * @param plan of the model
     * @throws org.e2enet.faults.FaultException NET-207 when a logit is not finite: no engine could be held to that
     */
    public static Probe of(Engine engine, Model model, Plan plan, long seed) {
        Size3 extent = extent(plan);
        int channels = model.graph().inputChannels();
        float[] input = new float[Math.toIntExact(channels * extent.volume())];
        Xoshiro random = Xoshiro.of(seed, "probe");
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        try (CompiledNetwork network = engine.compile(model, extent)) {
            float[] logits = network.forward(input, 1).getFirst();
            requireFinite(logits);
            return new Probe(
                    new Tensor(shape(channels, extent), input),
                    new Tensor(shape(model.graph().classes(), extent), logits));
        }
    }

    /** The size of the probes that {@link #of} makes: about the smallest the network takes. */
    public static Size3 extent(Plan plan) {
        return plan.divisor().times(Size3.cube(TIMES_DIVISOR));
    }

    /** The file that travels beside published weights: {@code input} and {@code logits.0}. */
    public SafetensorsWriter toSafetensors() {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("input", input);
        writer.add("logits.0", logits);
        return writer;
    }

    /** The size a network must be compiled for. */
    public Size3 patch() {
        return Size3.of(input.shape().subList(2, 5));
    }

    /** Largest absolute difference between the logits a network gives and those expected; infinite where one is NaN. */
    public float deviation(CompiledNetwork network) {
        float[] got = network.forward(input.values(), 1).getFirst();
        float[] wanted = logits.values();
        if (got.length != wanted.length) {
            return Float.POSITIVE_INFINITY;
        }
        float largest = 0;
        for (int i = 0; i < got.length; i++) {
            float difference = Math.abs(got[i] - wanted[i]);
            largest = Math.max(largest, Float.isNaN(difference) ? Float.POSITIVE_INFINITY : difference);
        }
        return largest;
    }

    private static void requireFinite(float[] logits) {
        int bad = 0;
        for (float logit : logits) {
            bad += Float.isFinite(logit) ? 0 : 1;
        }
        if (bad > 0) {
            throw new Fault(
                            "NET-207",
                            bad + " of " + logits.length + " logits of a small random input are not finite",
                            "weights",
                            "Check that the weights are those of the plan, and that their training did not diverge.")
                    .exception();
        }
    }

    private static List<Integer> shape(int channels, Size3 extent) {
        return List.of(1, channels, extent.depth(), extent.height(), extent.width());
    }
}
