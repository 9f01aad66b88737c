package org.e2enet.sparse;

import java.time.Duration;
import java.util.SplittableRandom;
import org.e2enet.contract.Size3;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.Model;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.Trainer;
import org.e2enet.network.training.TrainingState;
import org.e2enet.sparse.training.SparseTraining;

/**
 * A program that trains until a step allocates little enough, and prints how many bytes that was. Arguments: how many bytes are little, how many
 * seconds to go on at most.
 */
final class WarmSteps {
    /** Wide enough that the loss of a coarse head has rows enough to be compiled soon. */
    private static final Size3 PATCH = Size3.cube(32);

    private WarmSteps() {}

    public static void main(String[] arguments) {
        long littleBytes = Long.parseLong(arguments[0]);
        Duration patience = Duration.ofSeconds(Long.parseLong(arguments[1]));
        Model model = RandomModels.model(
                Architectures.graph(Presets.e2enet(8, 16, 3, 1, 3, PATCH, 0.7)), 0.3, new SplittableRandom(1));
        Batch batch = TrainingCases.batch(model.graph(), PATCH, 1, new SplittableRandom(2));
        try (Trainer trainer = new SparseTraining(SparseOptions.defaults().withThreads(2))
                .trainer(
                        model.graph(),
                        TrainingState.start(model),
                        PATCH,
                        TrainingCases.recipe(1, false),
                        ClipNorm.ACTIVE)) {
            trainer.step(batch, 0.001);
            TeamAllocations allocations = new TeamAllocations();
            long least = Long.MAX_VALUE;
            long start = System.nanoTime();
            while (least > littleBytes && System.nanoTime() - start < patience.toNanos()) {
                long before = allocations.bytes();
                trainer.step(batch, 0.001);
                least = Math.min(least, allocations.bytes() - before);
            }
            System.out.println(least);
        }
    }
}
