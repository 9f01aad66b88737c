package org.e2enet.imaging.distance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceTransformTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldEqualTheSearchOverAllFeatures(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Lattice lattice = new Lattice(
                1 + random.nextInt(12),
                1 + random.nextInt(12),
                1 + random.nextInt(12),
                0.3 + random.nextDouble(),
                0.3 + random.nextDouble(),
                0.3 + 4 * random.nextDouble());
        boolean[] features = new boolean[lattice.voxels()];
        double density = Math.pow(random.nextDouble(), 3);
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextDouble() < density;
        }

        assertArrayEquals(
                bySearch(features, lattice),
                DistanceTransform.squaredMm2(VoxelBits.where(lattice, voxel -> features[voxel])),
                1e-12,
                "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGiveTheSameBitsTileByTile(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Lattice lattice =
                new Lattice(1 + random.nextInt(200), 1 + random.nextInt(7), 1 + random.nextInt(7), 0.7, 0.9, 3);
        int oneIn = 1 + random.nextInt(300);
        VoxelBits features = VoxelBits.where(lattice, voxel -> random.nextInt(oneIn) == 0);
        double[] whole = DistanceTransform.squaredMm2(features);
        double[] put = new double[whole.length];
        int[] tiles = new int[1];

        DistanceTransform.inTiles(features, random.nextInt(1, 8 * lattice.voxels()), (fromX, width, squared) -> {
            tiles[0]++;
            for (int row = 0; row < lattice.ny() * lattice.nz(); row++) {
                System.arraycopy(squared, row * width, put, row * lattice.nx() + fromX, width);
            }
        });

        assertArrayEquals(whole, put, 0, "seed " + seed + ", " + tiles[0] + " tiles");
    }

    @Test
    void shouldBeInfiniteWithoutFeatures() {
        double[] squared = DistanceTransform.squaredMm2(new VoxelBits(new Lattice(2, 3, 4, 1, 1, 1)));

        assertEquals(24, Arrays.stream(squared).filter(Double::isInfinite).count());
    }

    @Test
    void shouldMeasureAcrossALargeBoxOnAllThreads() {
        Lattice lattice = new Lattice(60, 50, 70, 0.7, 0.9, 3);
        VoxelBits features = new VoxelBits(lattice);
        features.set(0, 0);

        double[] squared = DistanceTransform.squaredMm2(features);

        double diagonal = Math.pow(59 * 0.7, 2) + Math.pow(49 * 0.9, 2) + Math.pow(69 * 3.0, 2);
        assertEquals(diagonal, squared[squared.length - 1], 1e-9);
    }

    @Test
    void shouldRejectSizesAndSpacingsThatAreNone() {
        assertEquals("IMG-151", code(() -> new Lattice(0, 1, 1, 1, 1, 1)));
        assertEquals("IMG-151", code(() -> new Lattice(1 << 12, 1 << 12, 1 << 12, 1, 1, 1)));
        assertEquals("IMG-152", code(() -> new Lattice(1, 1, 1, 1, 0, 1)));
        assertEquals("IMG-152", code(() -> new Lattice(1, 1, 1, 1, 1, Double.NaN)));
    }

    private static String code(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(FaultException.class, executable).fault().code();
    }

    private static double[] bySearch(boolean[] features, Lattice lattice) {
        double[] squared = new double[features.length];
        Arrays.fill(squared, Double.POSITIVE_INFINITY);
        for (int p = 0; p < features.length; p++) {
            for (int q = 0; q < features.length; q++) {
                if (features[q]) {
                    squared[p] = Math.min(squared[p], between(p, q, lattice));
                }
            }
        }
        return squared;
    }

    private static double between(int p, int q, Lattice lattice) {
        int nx = lattice.nx();
        int ny = lattice.ny();
        double x = (p % nx - q % nx) * lattice.xMm();
        double y = (p / nx % ny - q / nx % ny) * lattice.yMm();
        double z = (p / nx / ny - q / nx / ny) * lattice.zMm();
        return x * x + y * y + z * z;
    }
}
