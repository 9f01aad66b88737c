package org.e2enet.sparse.training;

/** Follows a training step from one piece of work to the next. */
public interface StepListener {
    StepListener SILENT = (index, nanos) -> {};

    /**
     * Called after each piece of work; with several samples once for each of them.
     *
     * @param index among {@link SparseTrainer#work()}
     * @param nanos it took
     */
    void onWork(int index, long nanos);
}
