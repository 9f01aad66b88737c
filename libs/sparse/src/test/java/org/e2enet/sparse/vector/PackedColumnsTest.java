package org.e2enet.sparse.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.e2enet.contract.Size3;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedColumnsTest {
    private static final int ROWS = 2;

    @ParameterizedTest
    @CsvSource({"4, 3, 4", "4, 8, 4", "3, 16, 4", "8, 5, 2", "8, 16, 2", "16, 16, 1", "9, 4, 1", "64, 64, 1"})
    void shouldShareTheLanesAmongAsManyColumnsAsFit(int depth, int width, int parts) {
        PackedColumns packing = PackedColumns.of(new Size3(depth, 8, width));

        assertEquals(parts, packing.parts());
        assertEquals(parts > 1, packing.isPacked());
        assertEquals(parts * packing.vectors(), packing.columns());
        assertTrue(parts * Math.min(depth, Lanes.BLOCK) <= Lanes.BLOCK, "each column has lanes of its own");
    }

    /** Column i·vectors + v lies in part i of vector v; unpacked, it is where it was. */
    @ParameterizedTest
    @CsvSource({"4, 3", "4, 8", "8, 5", "8, 16"})
    void shouldPutColumnsIntoTheirPartOfTheLanesAndBack(int depth, int width) {
        PackedColumns packing = PackedColumns.of(new Size3(depth, 8, width));
        assertTrue(packing.isPacked());
        int step = (packing.columns() + 2) * Lanes.BLOCK;
        int packedAt = ROWS * step;
        int packedStep = (packing.vectors() + 2) * Lanes.BLOCK;
        int backAt = packedAt + ROWS * packedStep;
        float[] data = new float[backAt + ROWS * step];
        for (int n = 0; n < packedAt; n++) {
            data[n] = n + 1;
        }
        int lanes = Lanes.BLOCK / packing.parts();

        packing.pack(data, 0, ROWS, step, packedAt, packedStep);

        for (int row = 0; row < ROWS; row++) {
            for (int vector = 0; vector < packing.vectors() + 2; vector++) {
                for (int lane = 0; lane < Lanes.BLOCK; lane++) {
                    int column = lane / lanes * packing.vectors() + vector;
                    assertEquals(
                            data[row * step + column * Lanes.BLOCK + lane % lanes],
                            data[packedAt + row * packedStep + vector * Lanes.BLOCK + lane]);
                }
            }
        }
        packing.unpack(data, packedAt, ROWS, packedStep, backAt, step);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < packing.columns(); column++) {
                for (int lane = 0; lane < lanes; lane++) {
                    int at = row * step + column * Lanes.BLOCK + lane;
                    assertEquals(data[at], data[backAt + at]);
                }
            }
        }
        assertFalse(data[backAt] == 0, "something was unpacked");
    }
}
