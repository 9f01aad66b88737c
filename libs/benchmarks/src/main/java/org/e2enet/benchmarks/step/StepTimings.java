package org.e2enet.benchmarks.step;

import java.util.Arrays;
import org.e2enet.benchmarks.MeasuredNetwork;
import org.e2enet.benchmarks.Median;
import org.e2enet.benchmarks.ProcessTime;
import org.e2enet.benchmarks.RandomModel;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.Model;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.Trainer;
import org.e2enet.network.training.TrainingState;

/** Steps of one network on one engine, on one fixed batch, timed by the clock and by the processor time of the whole process. */
final class StepTimings implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long SEED = 20261129;

    /** So small that many steps on one batch stay finite; a step's time does not depend on it. */
    private static final double LEARNING_RATE = 1e-7;

    private static final double CLIP_NORM = 12;

    private final MeasuredNetwork network;
    private final MeasuredEngine engine;
    private final Plan plan;
    private final Batch batch;
    private final Trainer trainer;
    private final int warmUpSeconds;
    private final double[] seconds;
    private final double[] cpuSeconds;
    private int made;

    StepTimings(StepSettings settings, MeasuredNetwork network, MeasuredEngine engine) {
        this.network = network;
        this.engine = engine;
        plan = network.plan(settings.patch(), settings.sparsity(), settings.channels());
        batch = RandomBatch.of(plan, settings.batch(), SEED);
        trainer = trainer(plan, settings, engine);
        warmUpSeconds = settings.warmUpSeconds();
        seconds = new double[settings.steps()];
        cpuSeconds = new double[settings.steps()];
    }

    /** With random weights and masks; the paper's clipping and heads. */
    static Trainer trainer(Plan plan, StepSettings settings, MeasuredEngine engine) {
        Model model = RandomModel.of(Architectures.graph(plan), plan.sparsity(), SEED);
        Recipe recipe = new Recipe(
                Optimizer.sgd(0.01),
                1,
                1,
                settings.batch(),
                CLIP_NORM,
                Recipe.FOUR_HEADS,
                false,
                Evolution.never(),
                Augmentation.none(),
                0.33,
                SEED);
        return engine.engine(settings.threads())
                .trainer(model.graph(), TrainingState.start(model), plan.patch(), recipe, ClipNorm.ACTIVE);
    }

    Trainer trainer() {
        return trainer;
    }

    String label() {
        return network.label() + "/" + engine.label();
    }

    /** At least two steps. */
    void warmUp() {
        long start = System.nanoTime();
        step();
        do {
            step();
        } while (System.nanoTime() - start < warmUpSeconds * NANOS_PER_SECOND);
    }

    void time() {
        long cpu = ProcessTime.nanos();
        long start = System.nanoTime();
        step();
        seconds[made] = (System.nanoTime() - start) / NANOS_PER_SECOND;
        cpuSeconds[made] = (ProcessTime.nanos() - cpu) / NANOS_PER_SECOND;
        made++;
    }

    private void step() {
        trainer.step(batch, LEARNING_RATE);
    }

    double seconds() {
        return Median.of(Arrays.copyOf(seconds, made));
    }

    double lastSeconds() {
        return seconds[made - 1];
    }

    StepCase result(StepTimings first) {
        return new StepCase(
                network.label(),
                engine.label(),
                plan.sparsity(),
                made,
                seconds(),
                Arrays.stream(cpuSeconds, 0, made).min().orElseThrow(),
                seconds() / first.seconds());
    }

    @Override
    public void close() {
        trainer.close();
    }
}
