package org.e2enet.torch.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.torch.runtime.NativeHeap;
import org.junit.jupiter.api.Test;

/** What a step takes it gives back: thousands of them fit where one fits. */
class FlatMemoryTest {
    private static final int STEPS = 300;
    private static final int STEPS_BETWEEN_LOOKS = 10;
    /** The JVM's compilers take and give back as much meanwhile. */
    private static final long NOISE_BYTES = 4 << 20;

    /** One lost output of a convolution a step, 24 KiB, would be 7 MiB. */
    @Test
    void shouldGiveBackWhatHundredsOfStepsTook() {
        assumeTrue(NativeHeap.usedBytes() >= 0, "only glibc tells");
        Evolution evolution = new Evolution(10, 0.5, Evolution.Growth.GRADIENT, Evolution.RegrowInit.ZERO, false);
        Recipe recipe =
                new Recipe(Optimizer.sgd(0.01), 10, 10, 1, 12, null, false, evolution, Augmentation.none(), 0.3, 1);
        try (TorchTrainer trainer = TorchTrainer.start(SmallRun.model(3), recipe, SmallRun.TWO_THREADS)) {
            leastUsedBytes(trainer);
            int arrays = trainer.nativeArrays();

            long before = leastUsedBytes(trainer);
            long grown = leastUsedBytes(trainer) - before;

            assertEquals(arrays, trainer.nativeArrays(), "arrays that the trainer holds");
            assertTrue(grown < NOISE_BYTES, "native memory in use grew by " + grown + " bytes in " + STEPS + " steps");
        }
    }

    /** The least of all looks between steps: compilers' and collector's work comes and goes, what is lost stays. */
    private static long leastUsedBytes(TorchTrainer trainer) {
        Batch batch = SmallRun.batch(1, 1);
        long least = Long.MAX_VALUE;
        for (int step = 1; step <= STEPS; step++) {
            trainer.step(batch, 0.001);
            if (step % STEPS_BETWEEN_LOOKS == 0) {
                trainer.topology().masks().keySet().forEach(trainer::gradientNorms);
                trainer.evolve(trainer.topology(), Map.of(), GrownKernels.ZERO);
                trainer.state();
                // Direct buffers are given back by the collector only.
                System.gc();
                least = Math.min(least, NativeHeap.usedBytes());
            }
        }
        return least;
    }
}
