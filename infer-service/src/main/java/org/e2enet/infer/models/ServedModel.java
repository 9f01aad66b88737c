package org.e2enet.infer.models;

import java.util.Objects;
import java.util.Set;
import org.e2enet.contract.Axis;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.engine.CompiledNetwork;

/**
 * A model that passed its probe and is ready to run. Lives until it serves no alias and the last prediction that uses it
 * is done. Thread-safe.
 */
public final class ServedModel {
    private final String modelId;
    private final String weightsSha256;
    private final Plan plan;
    private final Set<Axis> trainedMirrorAxes;
    private final PostProcessing postProcessing;
    private final double probeDeviation;
    private final CompiledNetwork network;
    private int holders;

    /**
     * @param trainedMirrorAxes axes that training mirrored
     * @param postProcessing what its cross-validation decided
     * @param probeDeviation largest difference between the probe's logits and the expected ones
     * @param network compiled for the plan's patch; closed with the last holder
     */
    ServedModel(
            String modelId,
            String weightsSha256,
            Plan plan,
            Set<Axis> trainedMirrorAxes,
            PostProcessing postProcessing,
            double probeDeviation,
            CompiledNetwork network) {
        this.modelId = Objects.requireNonNull(modelId, "modelId");
        this.weightsSha256 = Objects.requireNonNull(weightsSha256, "weightsSha256");
        this.plan = Objects.requireNonNull(plan, "plan");
        this.trainedMirrorAxes = Set.copyOf(trainedMirrorAxes);
        this.postProcessing = Objects.requireNonNull(postProcessing, "postProcessing");
        this.probeDeviation = probeDeviation;
        this.network = Objects.requireNonNull(network, "network");
    }

    public String modelId() {
        return modelId;
    }

    public String weightsSha256() {
        return weightsSha256;
    }

    public Plan plan() {
        return plan;
    }

    public Set<Axis> trainedMirrorAxes() {
        return trainedMirrorAxes;
    }

    public PostProcessing postProcessing() {
        return postProcessing;
    }

    public double probeDeviation() {
        return probeDeviation;
    }

    /** Only for holders. */
    public CompiledNetwork network() {
        return network;
    }

    synchronized void hold() {
        holders++;
    }

    void release() {
        synchronized (this) {
            if (--holders > 0) {
                return;
            }
        }
        network.close();
    }
}
