package org.e2enet.sparse.training;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.TrainingEngine;
import org.e2enet.network.training.TrainingState;
import org.e2enet.sparse.SparseFaults;
import org.e2enet.sparse.SparseOptions;

/** Trains on the CPU in pure Java, over active kernels only, in float32. */
public record SparseTraining(SparseOptions options) implements TrainingEngine {
    @Override
    public String name() {
        return "sparse";
    }

    @Override
    public SparseTrainer trainer(Graph graph, TrainingState state, Size3 patch, Recipe recipe, ClipNorm clipNorm) {
        return new SparseTrainer(graph, state, patch, recipe, options, clipNorm);
    }

    /**
     * @throws org.e2enet.faults.FaultException SPA-101 when the patch is not divisible by the strides, SPA-304 when tensors, weights,
     *     optimiser state and packed kernels take more than the limit or all memory of this machine or container, SPA-305 for a stride
     *     that cannot be trained
     */
    @Override
    public void requireMemory(Plan plan, Recipe recipe) {
        long limit = Math.min(options.memoryLimitBytes(), machineBytes());
        long needed = StepMemory.nativeBytes(plan, recipe) + StepMemory.heapBytes(plan, recipe);
        if (needed > limit) {
            throw SparseFaults.stepMemory(needed, limit, plan.patch());
        }
    }

    @Override
    public long heapBytes(Plan plan, Recipe recipe) {
        return StepMemory.heapBytes(plan, recipe);
    }

    /** Of the container, where there is one. */
    private static long machineBytes() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}
