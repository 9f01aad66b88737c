package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.SplittableRandom;
import org.e2enet.contract.Size3;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.Model;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;

/** A forward of a warm network allocates its result, nothing per layer and no vector; its bits are a cold one's. */
class AllocationTest {
    private static final Size3 PATCH = Size3.cube(16);
    /** The compiler works beside the forwards and has its say late on a busy machine; mostly two seconds are enough. */
    private static final Duration PATIENCE = Patience.LONG;
    /** Two arrays, a list and headers; one small object for each of the 40 layers would be more. */
    private static final long MAX_BYTES_BESIDE_LOGITS = 512;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void shouldAllocateNothingButTheResult() {
        var plan = Presets.e2enet(12, 40, 4, 1, 3, PATCH, 0.7);
        Model model = RandomModels.model(Architectures.graph(plan), 0.3, new SplittableRandom(1));
        float[] input = RandomModels.input(Math.toIntExact(PATCH.volume()), new SplittableRandom(2));
        try (SparseNetwork network = new SparseEngine(SparseOptions.defaults().withThreads(2)).compile(model, PATCH)) {
            float[] first = network.forward(input, 1).getFirst();
            long logits = (long) first.length * Float.BYTES;
            long[] members = members();
            long least = Long.MAX_VALUE;
            long start = System.nanoTime();
            while (least > MAX_BYTES_BESIDE_LOGITS && System.nanoTime() - start < PATIENCE.toNanos()) {
                long before = allocatedBytes(members);
                network.forward(input, 1);
                least = Math.min(least, allocatedBytes(members) - before - logits);
            }
            assertArrayEquals(first, network.forward(input, 1).getFirst(), 0f, "bits before and after compilation");
            assertTrue(
                    least <= MAX_BYTES_BESIDE_LOGITS,
                    "a forward of " + network.layers().size() + " layers allocates " + least
                            + " bytes beside its logits");
        }
    }

    /** The caller and the network's workers. */
    private static long[] members() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread == Thread.currentThread() || thread.getName().startsWith("sparse-"))
                .mapToLong(Thread::threadId)
                .toArray();
    }

    /** Until the compiler is done, vectors are objects too. */
    private long allocatedBytes(long[] members) {
        long sum = 0;
        for (long member : members) {
            sum += threads.getThreadAllocatedBytes(member);
        }
        return sum;
    }
}
