package org.e2enet.benchmarks;

import java.util.Locale;

/** What holds a layer back. */
public enum Bound {
    /** More than half of the machine's multiply-adds. */
    ARITHMETIC,
    /** More than half of the machine's memory traffic. */
    MEMORY,
    /** Neither: transforms, waiting for caches and memory, too little work for the threads. */
    OVERHEAD;

    private static final double MOST = 0.5;

    /**
     * @param arithmeticShare executed multiply-adds per second by the machine's best
     * @param memoryShare bytes per second by the machine's best, each tensor counted once
     */
    public static Bound of(double arithmeticShare, double memoryShare) {
        if (Math.max(arithmeticShare, memoryShare) < MOST) {
            return OVERHEAD;
        }
        return arithmeticShare >= memoryShare ? ARITHMETIC : MEMORY;
    }

    /** For tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
