package org.e2enet.sparse.kernel;

/**
 * One operation with its packed weights, cut into tasks; the result does not depend on the number of threads. Immutable, shared by all threads. Shapes were checked when
 * the plan was made; kernels only assert.
 */
public interface Kernel extends Phase {
    /** Which implementation this is, for tables: {@code f4x1}, {@code direct}, {@code scalar}, ... */
    String kind();

    /** Parts of the packed weights that threads may take over at a time; 0 where there are none. */
    default int packingTasks() {
        return 0;
    }

    /**
     * Takes over the weights of a part as they are now; which of them are active stays as it was. Allocates nothing.
     *
     * @param scratch as large as {@link #scratchFloats}
     */
    default void repack(int task, float[] scratch) {}

    /** A phase that follows the kernel's own before anything else may, or null. */
    default Phase finish() {
        return null;
    }

    /** Floats of scratch memory a thread needs. */
    default int scratchFloats() {
        return 0;
    }

    /** Rows of partial sums {@code [row][channel][2]} the kernel writes where its operation has a norm. */
    default int partialRows() {
        return 1;
    }

    /** Multiplications and additions that are really executed, for tables. */
    default long executedFlops() {
        return 0;
    }
}
