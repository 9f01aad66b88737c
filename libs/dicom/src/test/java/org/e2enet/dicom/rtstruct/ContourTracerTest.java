package org.e2enet.dicom.rtstruct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContourTracerTest {
    private static short[] filled(List<Contour> contours, int rows, int columns) {
        short[] labels = new short[rows * columns];
        for (Contour contour : contours) {
            for (int n = 0; n < labels.length; n++) {
                if (contour.encloses(n % columns, n / columns)) {
                    labels[n] = 1;
                }
            }
        }
        return labels;
    }

    private static short[] slice(String... rows) {
        String all = String.join("", rows);
        short[] labels = new short[all.length()];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = (short) (all.charAt(n) == '#' ? 1 : 0);
        }
        return labels;
    }

    @Test
    void shouldDrawARectangleWithFourCorners() {
        List<Contour> contours = ContourTracer.trace(slice("....", ".##.", ".##.", "...."), 0, 4, 4, 1);

        assertEquals(1, contours.size());
        assertEquals(4, contours.getFirst().corners());
        assertEquals(2 * 4, contours.getFirst().signedArea());
    }

    @Test
    void shouldKeepPixelsApartThatTouchAtACorner() {
        assertEquals(2, ContourTracer.trace(slice("#.", ".#"), 0, 2, 2, 1).size());
    }

    @Test
    void shouldGiveBackIslandsWithinHoles() {
        short[] rings = slice("#######", "#.....#", "#.###.#", "#.#.#.#", "#.###.#", "#.....#", "#######");
        assertArrayEquals(rings, filled(ContourTracer.trace(rings, 0, 7, 7, 1), 7, 7));
    }

    @Test
    void shouldGiveBackAnyPixelsWhenFilledEvenOdd() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            int rows = random.nextInt(1, 14);
            int columns = random.nextInt(1, 14);
            short[] labels = new short[rows * columns];
            int share = random.nextInt(1, 10);
            for (int n = 0; n < labels.length; n++) {
                labels[n] = (short) (random.nextInt(10) < share ? 1 : random.nextInt(2) * 2);
            }
            short[] wanted = new short[labels.length];
            for (int n = 0; n < labels.length; n++) {
                wanted[n] = (short) (labels[n] == 1 ? 1 : 0);
            }
            assertArrayEquals(
                    wanted, filled(ContourTracer.trace(labels, 0, rows, columns, 1), rows, columns), "round " + round);
        }
    }
}
