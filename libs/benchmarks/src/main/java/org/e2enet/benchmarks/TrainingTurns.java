package org.e2enet.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyUpdate;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.training.run.RunListener;
import org.e2enet.training.run.RunState;

/**
 * Makes a run take turns with the bare loop: the run asks between any two of its steps whether it shall stop, and the
 * bare step is made inside that question. Stops the run when all steps are made.
 */
final class TrainingTurns implements BooleanSupplier, RunListener {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int STEPS_PER_MEMORY_USE = 100;

    private final Runnable bareStep;
    private final IntConsumer progress;
    private final int warmUp;
    private final double[] seconds;
    private final double[] bareSeconds;
    private final List<MemoryUse> memory = new ArrayList<>();
    private int made;
    private int updates;
    private long stepStart;
    private long firstStepMiB;
    private long lastStepMiB;

    /** @param progress hears of every step made, warming up included */
    TrainingTurns(int warmUp, int steps, Runnable bareStep, IntConsumer progress) {
        this.warmUp = warmUp;
        this.seconds = new double[steps];
        this.bareSeconds = new double[steps];
        this.bareStep = bareStep;
        this.progress = progress;
    }

    @Override
    public boolean getAsBoolean() {
        long now = System.nanoTime();
        // The first question comes before the first step.
        if (stepStart != 0) {
            double own = (now - stepStart) / NANOS_PER_SECOND;
            bareStep.run();
            double bare = (System.nanoTime() - now) / NANOS_PER_SECOND;
            keep(made - warmUp, own, bare);
            progress.accept(++made);
        }
        stepStart = System.nanoTime();
        return made == warmUp + seconds.length;
    }

    private void keep(int step, double own, double bare) {
        if (step < 0) {
            return;
        }
        seconds[step] = own;
        bareSeconds[step] = bare;
        lastStepMiB = ProcessMemory.residentMiB();
        if (step == 0) {
            firstStepMiB = lastStepMiB;
        }
        if ((step + 1) % STEPS_PER_MEMORY_USE == 0) {
            memory.add(MemoryUse.afterStep(step + 1));
        }
    }

    TrainingComparison comparison(
            TrainingSettings settings, String network, Precision compute, double sparsity, double dataSeconds) {
        return new TrainingComparison(
                network,
                compute,
                settings.patch(),
                settings.batch(),
                sparsity,
                Median.of(seconds),
                Median.of(bareSeconds),
                percent(Median.of(seconds), Median.of(bareSeconds)),
                percent(Arrays.stream(seconds).sum(), Arrays.stream(bareSeconds).sum()),
                updates,
                dataSeconds,
                ProcessMemory.peakMiB(),
                firstStepMiB,
                lastStepMiB,
                memory);
    }

    private static double percent(double own, double bare) {
        return 100 * (own / bare - 1);
    }

    @Override
    public void topologyUpdated(int number, TopologyUpdate update, Topology topology, double exploredShare) {
        // A dense network has nothing to update, but is asked all the same.
        if (made >= warmUp && !topology.masks().isEmpty()) {
            updates++;
        }
    }

    @Override
    public void started(RunState state) {}

    @Override
    public void epochFinished(EpochReport report) {}

    @Override
    public void checkpoint(CheckpointKind kind, RunState state) {}
}
