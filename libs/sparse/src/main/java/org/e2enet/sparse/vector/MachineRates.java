package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;

/**
 * What the machine can do at most with the vectors the kernels use, measured: the yardstick of layer tables.
 *
 * @param gigaFlops multiply-adds in registers, all threads together, two operations each
 * @param gigaBytes read from memory in order, all threads together
 */
public record MachineRates(double gigaFlops, double gigaBytes) {
    private static final int ROUNDS = 12;
    private static final int FMA_STEPS = 2_000_000;
    private static final int SUMS = 12;
    private static final long READ_BYTES = 256L << 20;
    private static final int READ_VECTORS = 4;
    private static final int CACHE_LINE_BYTES = 64;

    /** Takes about a second. Threads beyond the processors make no sense. */
    public static MachineRates measure(int threads) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads);
                Arena arena = Arena.ofShared()) {
            MemorySegment memory = arena.allocate(threads * READ_BYTES, CACHE_LINE_BYTES);
            memory.fill((byte) 0);
            double flops = 0;
            double bytes = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long fma = nanos(pool, threads, thread -> () -> multiplyAdds(FMA_STEPS));
                long read = nanos(pool, threads, thread -> () -> read(memory, thread * READ_BYTES));
                flops = Math.max(flops, 2.0 * FMA_STEPS * SUMS * WIDTH * threads / fma);
                bytes = Math.max(bytes, (double) threads * READ_BYTES / read);
            }
            return new MachineRates(flops, bytes);
        }
    }

    @FunctionalInterface
    private interface Work {
        Callable<Float> of(int thread);
    }

    private static long nanos(ExecutorService pool, int threads, Work work) {
        long start = System.nanoTime();
        try {
            for (var done : pool.invokeAll(
                    IntStream.range(0, threads).mapToObj(work::of).toList())) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return System.nanoTime() - start;
    }

    /** Twelve sums at once: more than a processor's latency times its units. */
    private static float multiplyAdds(int steps) {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        FloatVector e = a;
        FloatVector f = a;
        FloatVector g = a;
        FloatVector h = a;
        FloatVector i = a;
        FloatVector j = a;
        FloatVector k = a;
        FloatVector l = a;
        for (int step = 0; step < steps; step++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        return a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l)
                .lane(0);
    }

    private static float read(MemorySegment memory, long from) {
        long vector = (long) WIDTH * Float.BYTES;
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (long p = from; p < from + READ_BYTES; p += READ_VECTORS * vector) {
            a = a.add(FloatVector.fromMemorySegment(SPECIES, memory, p, ORDER));
            b = b.add(FloatVector.fromMemorySegment(SPECIES, memory, p + vector, ORDER));
            c = c.add(FloatVector.fromMemorySegment(SPECIES, memory, p + 2 * vector, ORDER));
            d = d.add(FloatVector.fromMemorySegment(SPECIES, memory, p + 3 * vector, ORDER));
        }
        return a.add(b).add(c).add(d).lane(0);
    }
}
