package org.e2enet.contract.recipe;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;

/**
 * Topology updates (Algorithm 1): every {@code interval} iterations u = ceil(r·active) kernels of each tensor are dropped
 * and as many grown, r(t) = α/2·(1 + cos(π t/T)).
 *
 * @param interval ΔT in iterations; 0 = the mask never changes
 * @param alpha largest drop fraction
 * @param growth which inactive kernels come back; left out, random ones
 * @param regrowInit values of grown kernels; left out, zero
 * @param regrowJustDropped whether a kernel dropped by this update may be grown by it (the released code's way)
 */
public record Evolution(int interval, double alpha, Growth growth, RegrowInit regrowInit, boolean regrowJustDropped) {
    /** Uniformly at random (the paper), or where the dense gradient is largest. */
    public enum Growth {
        RANDOM,
        GRADIENT
    }

    /** Zero (the released code) or He normal (the paper's word). */
    public enum RegrowInit {
        ZERO,
        HE
    }

    public Evolution {
        growth = Objects.requireNonNullElse(growth, Growth.RANDOM);
        regrowInit = Objects.requireNonNullElse(regrowInit, RegrowInit.ZERO);
        RecipeFaults.require(interval >= 0, "evolution.interval", "must not be negative, got " + interval);
        RecipeFaults.require(alpha >= 0 && alpha <= 1, "evolution.alpha", "must be in [0, 1], got " + alpha);
    }

    public static Evolution paper() {
        return every(1200);
    }

    public static Evolution every(int iterations) {
        return new Evolution(iterations, 0.5, Growth.RANDOM, RegrowInit.ZERO, false);
    }

    /** Static mask. */
    public static Evolution never() {
        return every(0);
    }

    @JsonIgnore
    public boolean isOff() {
        return interval == 0;
    }

    /** r(t): share of the active kernels that an update at iteration t of T drops. */
    public double dropFraction(int iteration, int iterations) {
        return alpha / 2 * (1 + Math.cos(Math.PI * iteration / iterations));
    }
}
