package org.e2enet.training.augment;

import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;

/** Flips a patch in place along one axis. */
final class Mirroring {
    private Mirroring() {}

    static void flip(float[] values, int offset, Size3 patch, Axis axis) {
        forEachPair(patch, axis, (a, b) -> {
            float kept = values[offset + a];
            values[offset + a] = values[offset + b];
            values[offset + b] = kept;
        });
    }

    static void flip(short[] values, int offset, Size3 patch, Axis axis) {
        forEachPair(patch, axis, (a, b) -> {
            short kept = values[offset + a];
            values[offset + a] = values[offset + b];
            values[offset + b] = kept;
        });
    }

    private interface Swap {
        void swap(int a, int b);
    }

    /** The tensor seen as [outer][extent][inner]: pairs i and extent − 1 − i change places. */
    private static void forEachPair(Size3 patch, Axis axis, Swap swap) {
        int outer = axis == Axis.DEPTH ? 1 : axis == Axis.HEIGHT ? patch.depth() : patch.depth() * patch.height();
        int extent = patch.toList().get(axis.ordinal());
        int inner = Math.toIntExact(patch.volume() / outer / extent);
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < extent / 2; i++) {
                for (int k = 0; k < inner; k++) {
                    swap.swap((o * extent + i) * inner + k, (o * extent + extent - 1 - i) * inner + k);
                }
            }
        }
    }
}
