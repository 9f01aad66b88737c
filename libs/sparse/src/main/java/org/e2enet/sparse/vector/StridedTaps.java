package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.plan.ConvWeights;
import org.e2enet.sparse.plan.TrainingOperation;

/**
 * Which taps of a strided convolution lead from its outputs to each phase of its input: along an axis of stride s, tap k of a kernel
 * padded by p leads from output t + d to input s·t + q where q + p − k = s·d. Packed for {@link Products}, four channels that
 * share their taps.
 */
final class StridedTaps {
    private static final int ABSENT = -1;

    /** Of the coarse gradient, relative to the voxel of a phase. */
    private record Place(int z, int y, int x, int occurrence) {}

    private final ConvWeights origin;
    private final int[] channel;
    private final int[] zOffset;
    private final Size3 stride;
    private final int channels;
    private final int top;
    private final int left;
    private final int[] depths;
    private final int firstRow;
    private final int rows;
    private final int firstColumn;
    private final int inputColumns;

    /** Per group, phase the range of its taps. */
    private final int[] start;

    /** Where each tap lies in the gathered rows. */
    private final int[] at;

    /** Per tap four indices into the convolution's weights. */
    private final int[] from;

    private final float[] weights;

    /** @param columns of a tile of the coarse gradient */
    StridedTaps(TrainingOperation.StridedBack back, int columns) {
        origin = back.weights();
        channel = back.channel();
        zOffset = back.zOffset();
        stride = back.stride();
        channels = back.output().channels();
        top = (origin.kh() - 1) / 2;
        left = (origin.kw() - 1) / 2;
        depths = Arrays.stream(zOffset)
                .flatMap(offset -> IntStream.range(0, stride.depth())
                        .filter(q -> leads(q - offset, stride.depth()))
                        .map(q -> (q - offset) / stride.depth()))
                .sorted()
                .distinct()
                .toArray();
        firstRow = first(origin.kh(), top, stride.height());
        rows = last(top, stride.height()) - firstRow + 1;
        firstColumn = first(origin.kw(), left, stride.width());
        inputColumns = columns + last(left, stride.width()) - firstColumn;
        start = new int[groups() * phases() + 1];
        Lists lists = new Lists();
        for (int group = 0; group < groups(); group++) {
            for (int phase = 0; phase < phases(); phase++) {
                add(group, phase, lists);
                start[group * phases() + phase + 1] = lists.taps;
            }
        }
        at = Arrays.copyOf(lists.at, lists.taps);
        from = Arrays.copyOf(lists.from, lists.taps * Products.TILE);
        weights = new float[from.length];
        for (int group = 0; group < groups(); group++) {
            pack(group);
        }
    }

    private static boolean leads(int distance, int stride) {
        return Math.floorMod(distance, stride) == 0;
    }

    /** Least d of any phase, never above 0. */
    private static int first(int taps, int padding, int stride) {
        return Math.min(0, Math.ceilDiv(padding - taps + 1, stride));
    }

    private static int last(int padding, int stride) {
        return (stride - 1 + padding) / stride;
    }

    /** Lists that grow. */
    private static final class Lists {
        private int taps;
        private int[] at = new int[1024];
        private int[] from = new int[at.length * Products.TILE];

        void add(int place, int[] four) {
            if (taps == at.length) {
                at = Arrays.copyOf(at, 2 * taps);
                from = Arrays.copyOf(from, at.length * Products.TILE);
            }
            at[taps] = place;
            System.arraycopy(four, 0, from, taps * Products.TILE, Products.TILE);
            taps++;
        }
    }

    private void add(int group, int phase, Lists lists) {
        Map<Place, int[]> places = places(group, phase);
        int size = origin.kh() * origin.kw();
        int[] four = new int[Products.TILE];
        for (int o = 0; o < origin.outputs(); o++) {
            for (Map.Entry<Place, int[]> entry : places.entrySet()) {
                boolean any = false;
                for (int r = 0; r < Products.TILE; r++) {
                    int kernel = entry.getValue()[r];
                    boolean active = kernel != ABSENT && origin.isActive(o, kernel / size);
                    four[r] = active ? o * origin.sources() * size + kernel : ABSENT;
                    any |= active;
                }
                if (any) {
                    lists.add(at(o, entry.getKey()), four);
                }
            }
        }
    }

    private int at(int o, Place place) {
        int source = o * depths.length + Arrays.binarySearch(depths, place.z());
        return source * sourceStep() + ((place.y() - firstRow) * inputColumns + place.x() - firstColumn) * BLOCK;
    }

    /** Per place that a phase reads: of four channels the taps of one output that read there. */
    private Map<Place, int[]> places(int group, int phase) {
        int pz = phase % stride.depth();
        int py = phase / stride.depth() % stride.height();
        int px = phase / (stride.depth() * stride.height());
        Map<Place, int[]> places = new LinkedHashMap<>();
        for (int i = 0; i < origin.sources(); i++) {
            int r = channel[i] - group * Products.TILE;
            if (r < 0 || r >= Products.TILE || !leads(pz - zOffset[i], stride.depth())) {
                continue;
            }
            int z = (pz - zOffset[i]) / stride.depth();
            for (int ky = 0; ky < origin.kh(); ky++) {
                for (int kx = 0; kx < origin.kw() && leads(py + top - ky, stride.height()); kx++) {
                    if (leads(px + left - kx, stride.width())) {
                        int y = (py + top - ky) / stride.height();
                        int x = (px + left - kx) / stride.width();
                        int tap = (i * origin.kh() + ky) * origin.kw() + kx;
                        int occurrence = 0;
                        while (!isFree(places, new Place(z, y, x, occurrence), r)) {
                            occurrence++;
                        }
                        places.get(new Place(z, y, x, occurrence))[r] = tap;
                    }
                }
            }
        }
        return places;
    }

    /** A tensor read twice has two taps at one place. */
    private static boolean isFree(Map<Place, int[]> places, Place place, int r) {
        return places.computeIfAbsent(place, _ -> {
                    int[] four = new int[Products.TILE];
                    Arrays.fill(four, ABSENT);
                    return four;
                })[r]
                == ABSENT;
    }

    /** Takes over the convolution's weights of a group of outputs as they are now. */
    void pack(int group) {
        int end = start[(group + 1) * phases()] * Products.TILE;
        for (int i = start[group * phases()] * Products.TILE; i < end; i++) {
            weights[i] = from[i] == ABSENT ? 0 : origin.values()[from[i]];
        }
    }

    private int phases() {
        return stride.depth() * stride.height() * stride.width();
    }

    int groups() {
        return Math.ceilDiv(channels, Products.TILE);
    }

    /** Index into {@link #start}. */
    int rangeOf(int group, int pz, int py, int px) {
        return group * phases() + (px * stride.height() + py) * stride.depth() + pz;
    }

    int[] start() {
        return start;
    }

    int[] at() {
        return at;
    }

    float[] weights() {
        return weights;
    }

    /** Depth positions of the gradient that are read, relative to a voxel: each output is so many sources. */
    int[] depths() {
        return depths;
    }

    int firstRow() {
        return firstRow;
    }

    int rows() {
        return rows;
    }

    int firstColumn() {
        return firstColumn;
    }

    int inputColumns() {
        return inputColumns;
    }

    /** Floats that a source's gathered rows take. */
    int sourceStep() {
        return rows * inputColumns * BLOCK;
    }
}
