package org.e2enet.network.random;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * xoshiro256++ (Blackman and Vigna, https://prng.di.unimi.it), seeded through SplitMix64. All its state is the 256 bits of
 * {@link #state()}: no cached Gaussian, nothing hidden. Not thread-safe: give each thread or purpose a generator of its own.
 */
public final class Xoshiro implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int WORDS = 4;
    private static final int DIGITS = 16;

    private final long[] s;

    private Xoshiro(long[] s) {
        this.s = s;
    }

    public static Xoshiro of(long seed) {
        long[] s = new long[WORDS];
        long x = seed;
        for (int i = 0; i < WORDS; i++) {
            x += GOLDEN_GAMMA;
            s[i] = mix(x);
        }
        return new Xoshiro(s);
    }

    /** A stream of its own for each purpose of one seed: {@code of(seed, "weights")}, {@code of(seed, "topology")}, ... */
    public static Xoshiro of(long seed, String purpose) {
        long x = mix(seed + GOLDEN_GAMMA);
        for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
            x = mix((x ^ (b & 0xFF)) + GOLDEN_GAMMA);
        }
        return of(x);
    }

    /** Continues where {@link #state()} was taken. */
    public static Xoshiro ofState(String state) {
        if (state.length() != WORDS * DIGITS) {
            throw new IllegalArgumentException("a state has 64 hexadecimal digits, got " + state.length());
        }
        long[] s = new long[WORDS];
        boolean zero = true;
        for (int i = 0; i < WORDS; i++) {
            s[i] = HexFormat.fromHexDigitsToLong(state, i * DIGITS, (i + 1) * DIGITS);
            zero &= s[i] == 0;
        }
        if (zero) {
            throw new IllegalArgumentException("the state must not be all zero");
        }
        return new Xoshiro(s);
    }

    /** 64 hexadecimal digits. */
    public String state() {
        StringBuilder digits = new StringBuilder();
        for (long word : s) {
            digits.append(HexFormat.of().toHexDigits(word));
        }
        return digits.toString();
    }

    @Override
    public long nextLong() {
        long result = Long.rotateLeft(s[0] + s[3], 23) + s[0];
        long t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = Long.rotateLeft(s[3], 45);
        return result;
    }

    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
