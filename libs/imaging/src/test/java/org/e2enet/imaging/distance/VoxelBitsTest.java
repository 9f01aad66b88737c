package org.e2enet.imaging.distance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoxelBitsTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "63, 2", "64, 2", "65, 9", "130, 60", "200, 4000"})
    void shouldFindTheVoxelsThatAreSet(int nx, int oneIn) {
        SplittableRandom random = new SplittableRandom(nx);
        Lattice lattice = new Lattice(nx, 3, 2, 1, 1, 1);
        boolean[] wanted = new boolean[lattice.voxels()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = random.nextInt(oneIn) == 0;
        }

        VoxelBits bits = VoxelBits.where(lattice, voxel -> wanted[voxel]);

        for (int row = 0; row < 6; row++) {
            for (int x = 0; x <= nx; x++) {
                int at = x;
                int first = row * nx;
                int next = IntStream.range(at, nx)
                        .filter(i -> wanted[first + i])
                        .findFirst()
                        .orElse(nx);
                int previous = IntStream.range(0, at)
                        .filter(i -> wanted[first + i])
                        .max()
                        .orElse(-1);
                assertEquals(next, bits.next(row, x));
                assertEquals(previous, bits.previous(row, x));
                assertEquals(x < nx && wanted[first + Math.min(x, nx - 1)], bits.get(x, row % 3, row / 3));
            }
        }
        assertEquals(IntStream.range(0, wanted.length).filter(i -> wanted[i]).count(), bits.count());
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "5, 0, 0", "0, -1, 0", "0, 4, 0", "0, 0, -1", "0, 0, 3"})
    void shouldHaveNothingOutsideTheBox(int x, int y, int z) {
        VoxelBits full = VoxelBits.where(new Lattice(5, 4, 3, 1, 1, 1), voxel -> true);

        assertEquals(false, full.get(x, y, z));
        assertEquals(x == 0 ? 0 : 0b11111, full.word(y, z, 0));
        assertEquals(60, full.count());
    }
}
