package org.e2enet.sparse;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.Trainer;
import org.e2enet.network.training.TrainingState;
import org.e2enet.sparse.training.SparseTraining;

/**
 * A program that prints per network its name, what a trainer said beforehand that it holds of the heap, and what it then held; likewise of
 * the network compiled to segment.
 */
final class HeldHeap {
    private static final Size3 PATCH = new Size3(16, 32, 32);

    private static final SparseOptions OPTIONS = SparseOptions.defaults().withThreads(1);

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

    /** Nothing is given back between two looks: what the compiler still holds of it would count for the next. */
    private static final List<AutoCloseable> HELD = new ArrayList<>();

    private HeldHeap() {}

    public static void main(String[] arguments) {
        for (Network network : Network.values()) {
            Plan plan = network.plan();
            Graph graph = Architectures.graph(plan);
            Model model = new Model(graph, new Initializer(1).weights(graph), TopologyStart.random(graph, plan, 1));
            train(network + "-trained", plan, model);
            segment(network + "-segmenting", model);
        }
    }

    private static void train(String name, Plan plan, Model model) {
        Recipe recipe = TrainingCases.recipe(Optimizer.adamW(0.003), 1, false);
        SparseTraining training = new SparseTraining(OPTIONS);
        long told = training.heapBytes(plan, recipe);
        TrainingState state = TrainingState.start(model);
        Batch batch = TrainingCases.batch(model.graph(), PATCH, 1, new SplittableRandom(1));
        long before = liveBytes();
        Trainer trainer = training.trainer(model.graph(), state, PATCH, recipe, ClipNorm.ACTIVE);
        HELD.add(trainer);
        trainer.step(batch, 0.001);
        System.out.println(name + " " + told + " " + (liveBytes() - before));
    }

    private static void segment(String name, Model model) {
        SparseEngine engine = new SparseEngine(OPTIONS);
        long told = engine.heapBytes(model, PATCH);
        float[] input = RandomModels.input(Math.toIntExact(PATCH.volume()), new SplittableRandom(1));
        long before = liveBytes();
        SparseNetwork network = engine.compile(model, PATCH);
        HELD.add(network);
        network.forward(input, 1);
        System.out.println(name + " " + told + " " + (liveBytes() - before));
    }

    /** A collector that stops the world to the end, which the test asks for, leaves nothing else. */
    private static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
