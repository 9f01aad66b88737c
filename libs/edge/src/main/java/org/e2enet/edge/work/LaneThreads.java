package org.e2enet.edge.work;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that are made when a task comes and none is free, up to a number, and end when they are not wanted any more. A pool of the
 * standard library makes a thread per task up to its number, free ones or not, or none beyond its least before its queue is full. Native
 * libraries keep memory and helpers per thread that calls them, so a wide lane must not hold more than its work wants.
 */
final class LaneThreads extends ThreadPoolExecutor {
    private static final long IDLE_SECONDS = 60;

    /** @param most tasks that run at the same time; others wait in order */
    LaneThreads(int most, ThreadFactory factory) {
        // One stays: what waits in the queue is taken, whenever the others leave.
        super(1, most, IDLE_SECONDS, TimeUnit.SECONDS, new HandOver(), factory, LaneThreads::allAreBusy);
    }

    private static void allAreBusy(Runnable task, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException("the lane drains");
        }
        ((HandOver) pool.getQueue()).keep(task);
    }

    /** Takes a task only where a thread waits for it, so that the pool makes one otherwise. */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        void keep(Runnable task) {
            super.offer(task);
        }
    }
}
