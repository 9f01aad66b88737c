package org.e2enet.imaging.components;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComponentsTest {
    @ParameterizedTest
    @EnumSource(Connectivity.class)
    void shouldFindTheSamePiecesAsAFlood(Connectivity connectivity) {
        long seed = 41;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            Size3 extent = new Size3(random.nextInt(1, 6), random.nextInt(1, 7), random.nextInt(1, 8));
            boolean[] set = new boolean[extent.arrayLength()];
            double density = random.nextDouble();
            for (int n = 0; n < set.length; n++) {
                set[n] = random.nextDouble() < density;
            }

            Components components = Components.of(extent, n -> set[n], connectivity);
            int[] found = new int[set.length];
            Arrays.fill(found, -1);
            components.forEachRun((component, from, to) -> Arrays.fill(found, from, to, component));

            assertArrayEquals(flood(extent, set, connectivity), found, "seed " + seed + " round " + round);
            for (int component = 0; component < components.count(); component++) {
                int wanted = component;
                assertEquals(Arrays.stream(found).filter(c -> c == wanted).count(), components.voxels(component));
            }
        }
    }

    /** Plain breadth-first search, numbered by first voxel. */
    private static int[] flood(Size3 extent, boolean[] set, Connectivity connectivity) {
        int allowed = connectivity.ordinal() + 1; // axes that may change at once
        int[] component = new int[set.length];
        Arrays.fill(component, -1);
        int count = 0;
        for (int start = 0; start < set.length; start++) {
            if (!set[start] || component[start] >= 0) {
                continue;
            }
            ArrayDeque<Integer> queue = new ArrayDeque<>();
            queue.add(start);
            component[start] = count;
            while (!queue.isEmpty()) {
                int at = queue.remove();
                for (int step = 0; step < 27; step++) {
                    int dd = step / 9 - 1;
                    int dh = step / 3 % 3 - 1;
                    int dw = step % 3 - 1;
                    int d = at / (extent.height() * extent.width()) + dd;
                    int h = at / extent.width() % extent.height() + dh;
                    int w = at % extent.width() + dw;
                    boolean inside = d >= 0
                            && h >= 0
                            && w >= 0
                            && d < extent.depth()
                            && h < extent.height()
                            && w < extent.width();
                    if (inside && Math.abs(dd) + Math.abs(dh) + Math.abs(dw) <= allowed) {
                        int next = extent.offset(d, h, w);
                        if (set[next] && component[next] < 0) {
                            component[next] = count;
                            queue.add(next);
                        }
                    }
                }
            }
            count++;
        }
        return component;
    }

    @Test
    void shouldKeepTheLargestPieceOfEachKind() {
        Size3 extent = new Size3(1, 1, 9);
        short[] foreground = {1, 0, 2, 2, 1, 0, 2, 0, 0};
        short[] label = foreground.clone();

        LargestComponent.keepOfForeground(extent, foreground, Connectivity.FACES);
        LargestComponent.keepOfLabel(extent, label, 2, Connectivity.FACES);

        assertArrayEquals(new short[] {0, 0, 2, 2, 1, 0, 0, 0, 0}, foreground);
        assertArrayEquals(new short[] {1, 0, 2, 2, 1, 0, 0, 0, 0}, label);
        assertEquals(-1, Components.of(extent, n -> false, Connectivity.FACES).largest());
    }

    @Test
    void shouldFillOnlyWhatNoPathOverFacesLeadsOutOf() {
        Size3 extent = new Size3(3, 3, 3);
        boolean[] shell = new boolean[27];
        Arrays.fill(shell, true);
        shell[extent.offset(1, 1, 1)] = false;
        boolean[] open = shell.clone();
        open[extent.offset(1, 1, 0)] = false;
        boolean[] openAtCorner = shell.clone();
        openAtCorner[extent.offset(0, 0, 1)] = false;

        Holes.fill(extent, shell);
        Holes.fill(extent, open);
        Holes.fill(extent, openAtCorner);

        assertEquals(0, unset(shell));
        assertEquals(2, unset(open));
        assertEquals(1, unset(openAtCorner), "an edge is no way out");
    }

    private static int unset(boolean[] mask) {
        int unset = 0;
        for (boolean set : mask) {
            unset += set ? 0 : 1;
        }
        return unset;
    }
}
