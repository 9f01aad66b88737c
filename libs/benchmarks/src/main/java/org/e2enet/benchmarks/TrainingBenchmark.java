package org.e2enet.benchmarks;

import java.util.List;
import java.util.function.Consumer;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.training.Batch;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.TorchDevice;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.training.TorchTrainer;
import org.e2enet.torch.training.TorchTraining;
import org.e2enet.training.augment.Augmenter;
import org.e2enet.training.data.CaseSource;
import org.e2enet.training.data.PatchSampler;
import org.e2enet.training.run.RunSetup;
import org.e2enet.training.run.TrainingRun;

/**
 * Training as the product does it, a {@link TrainingRun} with the paper's recipe on synthetic cases, beside a bare loop:
 * the same step program of the same graph in the same precision on one fixed batch, without masks, clipping, topology updates and
 * data pipeline. Both take turns on the same threads of the CPU, one step each.
 */
public final class TrainingBenchmark {
    private static final long SEED = 20261126;
    private static final int WARM_UP_STEPS = 2;
    private static final int AUGMENTATION_THREADS = 2;
    private static final int BATCHES_TIMED = 15;
    /** So small that thousands of unclipped steps on one batch stay finite; a step's time does not depend on it. */
    private static final double BARE_LEARNING_RATE = 1e-7;

    private static final double NO_CLIPPING = 0;
    private static final double CLIP_NORM = 12;
    private static final double NANOS_PER_SECOND = 1e9;

    private final TrainingSettings settings;
    private final Consumer<String> progress;

    /**
     * @param progress gets a line per step
     */
    public TrainingBenchmark(TrainingSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    public TrainingReport run() {
        List<TrainingComparison> cases = settings.networks().stream()
                .flatMap(network -> settings.precisions().stream().map(precision -> compare(network, precision)))
                .toList();
        return new TrainingReport(InferenceBenchmark.machine(), settings.threads(), settings.steps(), cases);
    }

    private TrainingComparison compare(MeasuredNetwork network, Precision precision) {
        TorchOptions torch = new TorchOptions(TorchDevice.CPU, precision, settings.threads());
        ProcessMemory.restartPeak();
        Plan plan = network.plan(settings.patch(), settings.sparsity(), settings.channels());
        Recipe recipe = recipe(CLIP_NORM);
        CaseSource cases = SyntheticCases.of(settings.patch(), plan.classes(), SEED);
        PatchSampler sampler = new PatchSampler(
                cases,
                plan.patch(),
                recipe.batch(),
                recipe.foregroundShare(),
                new Augmenter(recipe.augmentation()),
                recipe.seed());
        Batch fixed = sampler.batch(0);
        double dataSeconds = dataSeconds(sampler);
        RunSetup setup = new RunSetup(
                plan, recipe, cases, SyntheticCases.NONE, new TorchTraining(torch), AUGMENTATION_THREADS, 1);
        try (TorchTrainer bare = bare(plan, torch)) {
            TrainingTurns turns = new TrainingTurns(
                    WARM_UP_STEPS,
                    settings.steps(),
                    () -> bare.step(fixed, BARE_LEARNING_RATE),
                    made -> progress.accept(
                            network.label() + ": step " + made + " of " + (WARM_UP_STEPS + settings.steps())));
            TrainingRun run = new TrainingRun(setup, turns);
            run.run(run.initialState(), turns);
            return turns.comparison(settings, network.label(), precision, plan.sparsity(), dataSeconds);
        }
    }

    private TorchTrainer bare(Plan plan, TorchOptions torch) {
        Graph graph = Architectures.graph(plan);
        return TorchTrainer.start(RandomModel.of(graph, 0, SEED), recipe(NO_CLIPPING), torch);
    }

    private static double dataSeconds(PatchSampler sampler) {
        double[] seconds = new double[BATCHES_TIMED];
        for (int i = 0; i < seconds.length; i++) {
            long start = System.nanoTime();
            sampler.batch(i);
            seconds[i] = (System.nanoTime() - start) / NANOS_PER_SECOND;
        }
        return Median.of(seconds);
    }

    /** The paper's but for the run's length: one epoch, a step longer than what is measured, so that it never ends. */
    private Recipe recipe(double clipNorm) {
        return new Recipe(
                Optimizer.sgd(0.01),
                1,
                WARM_UP_STEPS + settings.steps() + 1,
                settings.batch(),
                clipNorm,
                Recipe.FOUR_HEADS,
                false,
                Evolution.every(settings.updateEvery()),
                Augmentation.full(),
                0.33,
                SEED);
    }
}
