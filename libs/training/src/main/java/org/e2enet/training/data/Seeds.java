package org.e2enet.training.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random streams addressed by place, not by history: the stream of (seed, iteration, sample) is the same in whatever order
 * threads ask for it, and after a resume, so that no generator state has to be saved.
 */
public final class Seeds {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    public static RandomGenerator stream(long seed, String purpose, long... place) {
        long state = mix(seed ^ mix(purpose.hashCode()));
        for (long part : place) {
            state = mix(state + GOLDEN_GAMMA + part);
        }
        return new SplittableRandom(state);
    }

    /** Stafford's variant 13 of the MurmurHash3 finaliser: every bit of the input reaches every bit of the result. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
