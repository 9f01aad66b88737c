package org.e2enet.imaging.rows;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Parts of a slice, on all threads of the common pool where there is enough to do: waking them for less takes more of the processors than the
 * work itself.
 */
public final class SliceTasks {
    /** Some ten microseconds of work. */
    private static final int FEW_VALUES = 1 << 16;

    private SliceTasks() {}

    /** @param values that all tasks together look at */
    public static boolean areWorthThreads(long values) {
        return values > FEW_VALUES;
    }

    /**
     * Does tasks 0, 1, ... in no order.
     *
     * @param values that all tasks together look at
     */
    public static void forEach(int tasks, long values, IntConsumer task) {
        IntStream all = IntStream.range(0, tasks);
        (areWorthThreads(values) ? all.parallel() : all).forEach(task);
    }
}
