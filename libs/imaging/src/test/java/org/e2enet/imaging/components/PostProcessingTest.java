package org.e2enet.imaging.components;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.Size3;
import org.junit.jupiter.api.Test;

class PostProcessingTest {
    private static final Size3 ROW = new Size3(1, 1, 12);

    private static short[] row(int... labels) {
        short[] row = new short[labels.length];
        for (int i = 0; i < labels.length; i++) {
            row[i] = (short) labels[i];
        }
        return row;
    }

    private static short[] applied(PostProcessing rule, short[] labels) {
        LargestComponent.apply(rule, ROW, labels);
        return labels;
    }

    @Test
    void shouldKeepTheLargestPieceOfAllForegroundWhateverItsLabels() {
        assertArrayEquals(
                row(0, 0, 0, 1, 2, 1, 2, 0, 0, 0, 0, 0),
                applied(new PostProcessing(true, List.of()), row(1, 1, 0, 1, 2, 1, 2, 0, 2, 2, 2, 0)));
    }

    @Test
    void shouldKeepTheLargestPieceOfNamedLabelsOnly() {
        assertArrayEquals(
                row(1, 1, 0, 1, 0, 1, 0, 0, 2, 2, 2, 0),
                applied(new PostProcessing(false, List.of(2)), row(1, 1, 0, 1, 2, 1, 2, 0, 2, 2, 2, 0)));
    }

    @Test
    void shouldClearForegroundBeforeLabels() {
        // The first of the largest pieces of label 2 lies outside that of the foreground: the other order would keep
        // it.
        assertArrayEquals(
                row(0, 0, 0, 1, 2, 2, 1, 1, 0, 0, 0, 0),
                applied(new PostProcessing(true, List.of(2)), row(2, 2, 0, 1, 2, 2, 1, 1, 2, 0, 2, 2)));
    }

    @Test
    void shouldTakeCornersAsTouching() {
        Size3 cube = new Size3(2, 2, 2);
        short[] diagonal = row(1, 0, 0, 0, 0, 0, 0, 1);
        assertEquals(0, LargestComponent.apply(new PostProcessing(true, List.of(1)), cube, diagonal));
        assertArrayEquals(row(1, 0, 0, 0, 0, 0, 0, 1), diagonal);
    }

    @Test
    void shouldLeaveBackgroundAlone() {
        assertArrayEquals(new short[12], applied(new PostProcessing(true, List.of(1, 2)), new short[12]));
        assertFalse(PostProcessing.NONE.clearsSomething());
    }

    @Test
    void shouldCountWhatItClears() {
        assertEquals(
                4,
                LargestComponent.apply(
                        new PostProcessing(true, List.of(2)), ROW, row(2, 0, 0, 2, 2, 1, 2, 0, 0, 0, 1, 2)));
    }

    @Test
    void shouldAgreeOnWhatBothClear() {
        PostProcessing one = new PostProcessing(true, List.of(3, 1));
        assertEquals(new PostProcessing(false, List.of(3)), one.and(new PostProcessing(false, List.of(2, 3))));
        assertEquals(one, one.and(one));
    }

    @Test
    void shouldRefuseBackgroundAsALabel() {
        assertThrows(IllegalArgumentException.class, () -> new PostProcessing(false, List.of(0)));
    }
}
