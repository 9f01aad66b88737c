package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.Model;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.Trainer;
import org.e2enet.network.training.TrainingState;
import org.e2enet.sparse.training.SparseTraining;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a trainer says beforehand that it holds of the heap is what it then holds, within a factor. */
class TrainerHeapTest {
    private static final Size3 PATCH = new Size3(16, 32, 32);
    /** More would refuse folds that fit. */
    private static final double MOST_OVER = 2.5;

    private enum Network {
        E2ENET_DENSE(0),
        E2ENET_HALF(0.5),
        E2ENET(0.8),
        E2ENET_FEW(0.95),
        NNUNET(0);

        private final double sparsity;

        Network(double sparsity) {
            this.sparsity = sparsity;
        }

        Plan plan() {
            Plan e2enet = Presets.e2enet(24, 160, 4, 1, 3, PATCH, sparsity);
            return this == NNUNET ? e2enet.withArchitecture("nnunet").withSparsity(0) : e2enet;
        }
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void shouldKnowBeforehandWhatATrainerHoldsOfTheHeap(Network network) {
        Plan plan = network.plan();
        Recipe recipe = TrainingCases.recipe(Optimizer.adamW(0.003), 1, false);
        SparseTraining training = new SparseTraining(SparseOptions.defaults().withThreads(1));
        long told = training.heapBytes(plan, recipe);
        var graph = Architectures.graph(plan);
        TrainingState state = TrainingState.start(
                new Model(graph, new Initializer(1).weights(graph), TopologyStart.random(graph, plan, 1)));
        var batch = TrainingCases.batch(graph, PATCH, 1, new SplittableRandom(1));
        long before = liveBytes();
        try (Trainer trainer = training.trainer(graph, state, PATCH, recipe, ClipNorm.ACTIVE)) {
            trainer.step(batch, 0.001);
            long held = liveBytes() - before;
            String figures = held + " bytes are held, " + told + " were told";
            assertTrue(held <= told, figures);
            assertTrue(told <= MOST_OVER * held, figures);
        }
    }

    private static long liveBytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
