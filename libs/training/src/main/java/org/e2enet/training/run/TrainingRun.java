package org.e2enet.training.run;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.Exploration;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyEvolution;
import org.e2enet.network.topology.TopologyUpdate;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.GradientScope;
import org.e2enet.network.training.GrownKernels;
import org.e2enet.network.training.Trainer;
import org.e2enet.network.training.TrainingState;
import org.e2enet.training.augment.Augmenter;
import org.e2enet.training.data.BatchPipeline;
import org.e2enet.training.data.PatchSampler;

/**
 * One fold from its first step to its last (Algorithm 1 inside nnU-Net's frame). Interrupted and resumed it gives the
 * same bits as undisturbed where its engine does ({@link Trainer}). Not thread safe.
 */
public final class TrainingRun {
    /** How a call of {@link #run} ended. */
    public enum Outcome {
        FINISHED,
        INTERRUPTED
    }

    private final RunSetup setup;
    private final Recipe recipe;
    private final Graph graph;
    private final RunListener listener;
    private final TopologyEvolution evolution;
    private final Initializer initializer;
    private final Validation validation;

    private Exploration exploration;
    private RunState.SmoothedDice dice;
    private int updates;
    private Optional<String> engine = Optional.empty();

    public TrainingRun(RunSetup setup, RunListener listener) {
        this.setup = setup;
        this.recipe = setup.recipe();
        this.graph = Architectures.graph(setup.plan());
        this.listener = listener;
        this.evolution = new TopologyEvolution(recipe.evolution(), recipe.seed());
        this.initializer = new Initializer(recipe.seed());
        this.validation = Validation.of(setup);
    }

    /** The state every run of this setup starts from, unless it is tuned from a model. */
    public RunState initialState() {
        return RunStart.random(graph, setup.plan(), recipe.seed());
    }

    /**
     * The state of a run that is tuned from a trained model (paper §3.3, Table 6): the model's weights and masks with a fresh
     * optimiser. Where the classes differ in number, the heads start anew. To keep the topology, set a recipe without evolution.
     *
     * @throws org.e2enet.faults.FaultException NET-108 when the plan does not fit the model's
     */
    public RunState initialState(Checkpoint from) {
        return RunStart.tuned(graph, setup.plan(), recipe.seed(), from);
    }

    /**
     * Trains from a state to the end, or until {@code interrupted} says so between two steps; then the state so far goes to
     * {@link RunListener#checkpoint} first.
     *
     * @throws org.e2enet.faults.FaultException of the engine when the loss is not finite: TOR-201, SPA-301
     */
    public Outcome run(RunState from, BooleanSupplier interrupted) {
        exploration = from.exploration();
        updates = from.updates();
        dice = from.validation();
        engine = from.engine();
        PatchSampler sampler = new PatchSampler(
                setup.training(),
                setup.plan().patch(),
                recipe.batch(),
                recipe.foregroundShare(),
                new Augmenter(recipe.augmentation()),
                recipe.seed());
        int first = from.iteration();
        try (Trainer trainer = trainer(from);
                BatchPipeline batches =
                        new BatchPipeline(sampler, first, recipe.iterations(), setup.augmentationThreads())) {
            listener.started(from);
            EpochClock clock = new EpochClock(recipe, first);
            for (int iteration = first + 1; iteration <= recipe.iterations(); iteration++) {
                if (interrupted.getAsBoolean()) {
                    listener.checkpoint(RunListener.CheckpointKind.INTERIM, state(trainer));
                    return Outcome.INTERRUPTED;
                }
                boolean evolves = evolution.isDue(iteration, recipe.iterations());
                clock.add(trainer.step(batches.take(), clock.learningRate(), wanted(evolves))
                        .loss());
                engine = Optional.of(setup.engine().name());
                if (evolves) {
                    evolve(trainer, iteration);
                }
                if (iteration % recipe.iterationsPerEpoch() == 0) {
                    finishEpoch(trainer, clock);
                }
            }
            listener.checkpoint(RunListener.CheckpointKind.FINAL, state(trainer));
            return Outcome.FINISHED;
        }
    }

    private Trainer trainer(RunState from) {
        TrainingState state = from.training();
        if (from.iteration() == 0) {
            // Checks that the weights fit the graph.
            state = TrainingState.start(new Model(graph, state.weights(), state.topology()));
        }
        return setup.engine().trainer(graph, state, setup.plan().patch(), recipe, ClipNorm.ACTIVE);
    }

    private GradientScope wanted(boolean evolves) {
        boolean byGradient = recipe.evolution().growth() == Evolution.Growth.GRADIENT;
        return evolves && byGradient ? GradientScope.ALL : GradientScope.ACTIVE;
    }

    private void evolve(Trainer trainer, int iteration) {
        TopologyUpdate update = evolution.update(
                trainer.topology(),
                trainer::kernelNorms,
                name -> trainer.gradientNorms(name).orElseThrow(),
                iteration,
                recipe.iterations());
        Topology next = update.applyTo(trainer.topology());
        Map<String, BitSet> grown = new LinkedHashMap<>();
        update.tensors()
                .forEach((name, tensor) -> grown.put(name, tensor.grown().toBitSet()));
        trainer.evolve(next, grown, grownKernels(iteration));
        exploration = exploration.with(next);
        updates++;
        listener.topologyUpdated(updates, update, next, exploration.share());
    }

    private GrownKernels grownKernels(int iteration) {
        if (recipe.evolution().regrowInit() == Evolution.RegrowInit.ZERO) {
            return GrownKernels.ZERO;
        }
        Map<String, float[]> fresh = new LinkedHashMap<>();
        for (Parameter parameter : graph.maskableParameters()) {
            fresh.put(
                    parameter.name(), initializer.regrown(parameter, iteration).values());
        }
        return (name, kernel, taps) -> Arrays.copyOfRange(fresh.get(name), kernel * taps, (kernel + 1) * taps);
    }

    private void finishEpoch(Trainer trainer, EpochClock clock) {
        PseudoDice measured = validation.measure(trainer);
        Optional<Double> mean = measured.mean();
        RunState.SmoothedDice before = dice;
        dice = dice.with(mean);
        listener.epochFinished(clock.finish(Math.toIntExact(trainer.steps()), measured.perClass(), mean));
        boolean isLast = trainer.steps() == recipe.iterations();
        if (validation.isOnKeptCases() && dice.isBestOf(before)) {
            listener.checkpoint(RunListener.CheckpointKind.BEST, state(trainer));
        }
        if (!isLast && clock.epoch() % setup.checkpointEveryEpochs() == 0) {
            listener.checkpoint(RunListener.CheckpointKind.INTERIM, state(trainer));
        }
    }

    private RunState state(Trainer trainer) {
        return new RunState(trainer.state(), exploration, updates, dice, engine);
    }
}
