package org.e2enet.sparse;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.e2enet.contract.Size3;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.Model;

/**
 * A program that runs forwards until one allocates little enough, and prints how many bytes that was beside its logits. It fails
 * where the first and the last forward differ in a bit. Arguments: how many bytes are little, how many seconds to go on at most.
 */
final class WarmForwards {
    private static final Size3 PATCH = Size3.cube(16);

    private WarmForwards() {}

    public static void main(String[] arguments) {
        long littleBytes = Long.parseLong(arguments[0]);
        Duration patience = Duration.ofSeconds(Long.parseLong(arguments[1]));
        var plan = Presets.e2enet(12, 40, 4, 1, 3, PATCH, 0.7);
        Model model = RandomModels.model(Architectures.graph(plan), 0.3, new SplittableRandom(1));
        float[] input = RandomModels.input(Math.toIntExact(PATCH.volume()), new SplittableRandom(2));
        try (SparseNetwork network = new SparseEngine(SparseOptions.defaults().withThreads(2)).compile(model, PATCH)) {
            float[] cold = network.forward(input, 1).getFirst();
            long logitsBytes = (long) cold.length * Float.BYTES;
            TeamAllocations allocations = new TeamAllocations();
            long least = Long.MAX_VALUE;
            long start = System.nanoTime();
            while (least > littleBytes && System.nanoTime() - start < patience.toNanos()) {
                long before = allocations.bytes();
                network.forward(input, 1);
                least = Math.min(least, allocations.bytes() - before - logitsBytes);
            }
            if (!Arrays.equals(cold, network.forward(input, 1).getFirst())) {
                throw new IllegalStateException("bits differ before and after compilation");
            }
            System.out.println(least);
        }
    }
}
