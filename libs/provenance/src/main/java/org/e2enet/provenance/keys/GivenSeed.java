package org.e2enet.provenance.keys;

import java.security.SecureRandom;

/** "Random" bytes that are known: a key made from them is the key they were taken from. */
final class GivenSeed extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    GivenSeed(byte[] seed) {
        this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
        if (bytes.length != seed.length) {
            throw new IllegalStateException(bytes.length + " bytes are wanted, the seed has " + seed.length);
        }
        System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
}
