package org.e2enet.sparse;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.e2enet.contract.Size3;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.Model;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.GradientScope;
import org.e2enet.network.training.GrownKernels;
import org.e2enet.network.training.Trainer;
import org.e2enet.network.training.TrainingState;
import org.e2enet.sparse.training.SparseTraining;

/**
 * A program that trains, evolves its topology now and then, and prints, after every few steps, the step, the bytes of live objects and
 * the number of threads. Arguments: steps between two lines, number of lines, of how many of them at the end each step keeps bytes,
 * how many bytes.
 */
final class TrainingLoop {
    private static final Size3 PATCH = Size3.cube(8);
    private static final int STEPS_BETWEEN_UPDATES = 100;

    private TrainingLoop() {}

    public static void main(String[] arguments) {
        int stepsBetweenLines = Integer.parseInt(arguments[0]);
        int lines = Integer.parseInt(arguments[1]);
        int linesThatKeep = Integer.parseInt(arguments[2]);
        int keptBytesPerStep = Integer.parseInt(arguments[3]);
        Model model = RandomModels.model(
                Architectures.graph(Presets.e2enet(4, 8, 3, 1, 3, PATCH, 0.5)), 0.5, new SplittableRandom(1));
        Batch batch = TrainingCases.batch(model.graph(), PATCH, 1, new SplittableRandom(2));
        List<byte[]> kept = new ArrayList<>();
        try (Trainer trainer = new SparseTraining(SparseOptions.defaults().withThreads(2))
                .trainer(
                        model.graph(),
                        TrainingState.start(model),
                        PATCH,
                        TrainingCases.recipe(1, false),
                        ClipNorm.ACTIVE)) {
            for (int step = 1; step <= lines * stepsBetweenLines; step++) {
                trainer.step(batch, 0.001, step % 10 == 0 ? GradientScope.ALL : GradientScope.ACTIVE);
                if (step > (lines - linesThatKeep) * stepsBetweenLines) {
                    kept.add(new byte[keptBytesPerStep]);
                }
                if (step % STEPS_BETWEEN_UPDATES == 0) {
                    Map<String, BitSet> grown = new HashMap<>();
                    trainer.topology().masks().forEach((name, mask) -> grown.put(name, mask.active()));
                    trainer.evolve(trainer.topology(), grown, GrownKernels.ZERO);
                }
                if (step % stepsBetweenLines == 0) {
                    System.gc();
                    System.out.println(step + " "
                            + ManagementFactory.getMemoryMXBean()
                                    .getHeapMemoryUsage()
                                    .getUsed() + " "
                            + Thread.getAllStackTraces().size());
                }
            }
        }
    }
}
