package org.e2enet.torch.training;

import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.TrainingEngine;
import org.e2enet.network.training.TrainingState;
import org.e2enet.torch.runtime.TorchOptions;

/** Trains on libtorch: dense and masked, on CPU or CUDA, in float32 or bf16. */
public record TorchTraining(TorchOptions options) implements TrainingEngine {
    @Override
    public String name() {
        return "torch";
    }

    @Override
    public TorchTrainer trainer(Graph graph, TrainingState state, Size3 patch, Recipe recipe, ClipNorm clipNorm) {
        return TorchTrainer.resume(graph, state, recipe, options, clipNorm);
    }

    /** @throws org.e2enet.faults.FaultException TOR-204 when a step on the CPU needs more than all memory of this machine or container */
    @Override
    public void requireMemory(Plan plan, Recipe recipe) {
        StepMemory.require(Architectures.graph(plan), plan.patch(), recipe, options);
    }

    /** Weights, gradients and moments are libtorch's, outside the heap. */
    @Override
    public long heapBytes(Plan plan, Recipe recipe) {
        return 0;
    }
}
