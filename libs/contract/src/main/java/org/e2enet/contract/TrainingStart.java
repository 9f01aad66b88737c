package org.e2enet.contract;

import java.util.Objects;

/**
 * The model a training starts from instead of random weights: fine-tuning.
 *
 * @param modelId of a published model; no alias, which may mean another model tomorrow
 * @param topology what becomes of its masks; left out, they stay
 */
public record TrainingStart(String modelId, Topology topology) {
    /** The model's masks stay to the end (the paper's Table 6), or are where the evolution begins. */
    public enum Topology {
        FIXED,
        EVOLVING
    }

    public TrainingStart {
        Check.name(modelId, "start.modelId");
        topology = Objects.requireNonNullElse(topology, Topology.FIXED);
    }
}
