package org.e2enet.network.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.e2enet.contract.Size3;
import org.junit.jupiter.api.Test;

/** Expected strides and kernels worked out by hand from the rule. */
class PoolingTest {
    @Test
    void shouldHalveIsotropicPatchesDownToFourVoxels() {
        Pooling pooling = Pooling.of(List.of(1.0, 1.0, 1.0), Size3.cube(128));

        // 128, 64, 32, 16, 8, 4
        assertEquals(List.of(s(2, 2, 2), s(2, 2, 2), s(2, 2, 2), s(2, 2, 2), s(2, 2, 2)), pooling.strides());
        assertEquals(Size3.cube(32), pooling.divisor());
        assertEquals(6, pooling.kernels().size());
        assertEquals(Size3.cube(3), pooling.kernels().getFirst());
    }

    @Test
    void shouldLeaveACoarseAxisUntilTheOthersCatchUp() {
        // 3 mm slices of 0.8 mm pixels: 3/0.8 = 3.75, then 3/1.6 = 1.9 is below 2.
        Pooling pooling = Pooling.of(List.of(3.0, 0.8, 0.8), s(48, 192, 192));

        // depth 48 (3 mm), 48, 24, 12, 6: 6 < 8 ends it; height 192, 96, 48, 24, 12, 6
        assertEquals(List.of(s(1, 2, 2), s(2, 2, 2), s(2, 2, 2), s(2, 2, 2), s(1, 2, 2)), pooling.strides());
        assertEquals(
                List.of(s(1, 3, 3), s(3, 3, 3), s(3, 3, 3), s(3, 3, 3), s(3, 3, 3), s(3, 3, 3)), pooling.kernels());
        assertEquals(s(8, 32, 32), pooling.divisor());
    }

    @Test
    void shouldNotHalveALastAxisBelowTwelveVoxels() {
        assertEquals(List.of(), Pooling.of(List.of(1.0, 1.0, 1.0), s(7, 7, 11)).strides());
        assertEquals(
                List.of(s(1, 1, 2)),
                Pooling.of(List.of(1.0, 1.0, 1.0), s(7, 7, 12)).strides());
        assertEquals(
                List.of(s(1, 2, 2)),
                Pooling.of(List.of(1.0, 1.0, 1.0), s(7, 8, 8)).strides());
    }

    @Test
    void shouldTreatExactlyTwiceTheFinestSpacingAsTooCoarse() {
        assertEquals(
                List.of(s(1, 2, 2), s(2, 2, 2)),
                Pooling.of(List.of(2.0, 1.0, 1.0), s(8, 16, 16)).strides());
    }

    @Test
    void shouldPadToTheDivisor() {
        assertEquals(
                s(40, 160, 32),
                Pooling.of(List.of(3.0, 0.8, 0.8), s(48, 192, 192)).padded(s(35, 129, 32)));
    }

    private static Size3 s(int depth, int height, int width) {
        return new Size3(depth, height, width);
    }
}
