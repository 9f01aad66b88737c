package org.e2enet.infer.models;

import java.util.Objects;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.memory.MemoryBudget.Loan;
import org.e2enet.network.engine.CompiledNetwork;

/**
 * A model that passed its probe and is ready to run. Lives until it serves no alias and the last prediction that uses it
 * is done. Thread-safe.
 */
public final class ServedModel {
    private final CheckpointPublished checkpoint;
    private final double probeDeviation;
    private final String masksSha256;
    private final CompiledNetwork network;
    private final long residentBytes;
    private final Loan memory;
    private int holders;

    /**
     * @param probeDeviation largest difference between the probe's logits and the expected ones
     * @param masksSha256 hash of which connections it has
     * @param network compiled for the plan's patch; closed with the last holder, as is the memory
     */
    ServedModel(
            CheckpointPublished checkpoint,
            double probeDeviation,
            String masksSha256,
            CompiledNetwork network,
            long residentBytes,
            Loan memory) {
        this.checkpoint = Objects.requireNonNull(checkpoint, "checkpoint");
        this.probeDeviation = probeDeviation;
        this.masksSha256 = Objects.requireNonNull(masksSha256, "masksSha256");
        this.network = Objects.requireNonNull(network, "network");
        this.residentBytes = residentBytes;
        this.memory = Objects.requireNonNull(memory, "memory");
    }

    public String modelId() {
        return checkpoint.modelId();
    }

    /** Hash of which connections it has. */
    public String masksSha256() {
        return masksSha256;
    }

    double probeDeviation() {
        return probeDeviation;
    }

    long residentBytes() {
        return residentBytes;
    }

    /** Whether it is as the store has it: a best model is replaced by better ones, a decision comes after the model. */
    boolean isOf(CheckpointPublished now) {
        return checkpoint.weights().equals(now.weights())
                && Objects.equals(checkpoint.postProcessing(), now.postProcessing());
    }

    /** Only for holders. */
    CompiledNetwork network() {
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
        memory.close();
    }
}
