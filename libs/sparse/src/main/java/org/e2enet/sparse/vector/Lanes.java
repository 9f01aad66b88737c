package org.e2enet.sparse.vector;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.e2enet.sparse.memory.TensorBuffer;

/** The vector shape all kernels use, with its shuffles. Narrower vectors than a block take several steps per block. */
final class Lanes {
    /** Tests set 128, 256 or 512; else the widest the machine prefers, one block at most. */
    static final String BITS_PROPERTY = "org.e2enet.sparse.vectorBits";

    static final int BLOCK = TensorBuffer.LANES;
    static final VectorSpecies<Float> SPECIES = choose();
    static final int WIDTH = SPECIES.length();

    /** Vectors of 512 bits come with 32 registers, others with 16: sums that fill those would go to the stack and back at every step. */
    static final boolean FEW_REGISTERS = WIDTH < BLOCK;

    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Lanes 0, 2, 4, … twice over: takes every second value of two vectors together with {@link #UPPER}. */
    static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % WIDTH);

    static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % WIDTH + 1);

    /** Per first lane f: lanes f, f + 2, … of blocks that follow each other, as lanes of their own block. */
    static final VectorShuffle<Float>[] EVERY_SECOND_FROM = everySecond();

    /** Lanes 0, 0, 1, 1, …: the first half of a vector, each value twice. */
    static final VectorShuffle<Float> LOWER_TWICE = VectorShuffle.fromOp(SPECIES, lane -> lane / 2);

    /** Lanes 0, 1, 1, 2, 2, …. */
    static final VectorShuffle<Float> LOWER_TWICE_ODD = VectorShuffle.fromOp(SPECIES, lane -> (lane + 1) / 2);

    static final VectorShuffle<Float> UPPER_TWICE = VectorShuffle.fromOp(SPECIES, lane -> WIDTH / 2 + lane / 2);

    static final VectorMask<Float> UPPER = VectorMask.fromLong(SPECIES, -1L << (WIDTH / 2));

    static final VectorMask<Float> ODD_LANES = VectorMask.fromLong(SPECIES, 0xAAAA_AAAA_AAAA_AAAAL);

    /** Per n: lane i to lane i + n, and i + n to i, around. */
    static final VectorShuffle<Float>[] UP = turned(-1);

    static final VectorShuffle<Float>[] DOWN = turned(1);

    /** Per n from 0 to the width: lane n and those behind it. */
    static final VectorMask<Float>[] FROM = from();

    private Lanes() {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Float>[] turned(int direction) {
        VectorShuffle<Float>[] shuffles = new VectorShuffle[WIDTH];
        for (int n = 0; n < WIDTH; n++) {
            int by = direction * n;
            shuffles[n] = VectorShuffle.fromOp(SPECIES, lane -> Math.floorMod(lane + by, WIDTH));
        }
        return shuffles;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorMask<Float>[] from() {
        VectorMask<Float>[] masks = new VectorMask[WIDTH + 1];
        for (int n = 0; n <= WIDTH; n++) {
            masks[n] = VectorMask.fromLong(SPECIES, -1L << n);
        }
        return masks;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Float>[] everySecond() {
        VectorShuffle<Float>[] shuffles = new VectorShuffle[WIDTH];
        for (int first = 0; first < WIDTH; first++) {
            int from = first;
            shuffles[first] = VectorShuffle.fromOp(SPECIES, lane -> (from + 2 * lane) % WIDTH);
        }
        return shuffles;
    }

    private static VectorSpecies<Float> choose() {
        int bits = Integer.getInteger(BITS_PROPERTY, FloatVector.SPECIES_PREFERRED.vectorBitSize());
        return switch (Math.min(bits, 512)) {
            case 512 -> FloatVector.SPECIES_512;
            case 256 -> FloatVector.SPECIES_256;
            default -> FloatVector.SPECIES_128;
        };
    }
}
