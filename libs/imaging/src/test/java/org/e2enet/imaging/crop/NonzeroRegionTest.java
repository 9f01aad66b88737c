package org.e2enet.imaging.crop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;

class NonzeroRegionTest {
    private static final Size3 EXTENT = new Size3(7, 9, 8);

    @Test
    void shouldFindTheSmallestBoxOfAllChannels() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int trial = 0; trial < 200; trial++) {
            float[] one = sparse(random);
            float[] other = sparse(random);
            one[random.nextInt(one.length)] = -1;

            CropBox box = NonzeroRegion.box(EXTENT, List.of(one, other));

            assertEquals(around(one, other), box, () -> "seed " + seed);
            assertEquals(box, NonzeroRegion.of(EXTENT, List.of(one, other)).box(), () -> "seed " + seed);
        }
    }

    @Test
    void shouldFillHolesWithinTheBox() {
        float[] shell = new float[EXTENT.arrayLength()];
        for (int d = 1; d < 6; d++) {
            for (int h = 2; h < 7; h++) {
                for (int w = 1; w < 6; w++) {
                    boolean inside = d > 1 && d < 5 && h > 2 && h < 6 && w > 1 && w < 5;
                    shell[EXTENT.offset(d, h, w)] = inside ? -0f : 3;
                }
            }
        }

        NonzeroRegion region = NonzeroRegion.of(EXTENT, List.of(shell));

        assertEquals(new CropBox(1, 2, 1, Size3.cube(5)), region.box());
        assertTrue(region.mask()[EXTENT.offset(3, 4, 3)]);
    }

    @Test
    void shouldRefuseAnImageOfZeros() {
        float[] zeros = new float[EXTENT.arrayLength()];

        FaultException thrown = assertThrows(FaultException.class, () -> NonzeroRegion.box(EXTENT, List.of(zeros)));

        assertEquals("IMG-113", thrown.fault().code());
    }

    private static float[] sparse(Random random) {
        float[] values = new float[EXTENT.arrayLength()];
        for (int n = random.nextInt(4); n > 0; n--) {
            values[random.nextInt(values.length)] = random.nextBoolean() ? 1 : -0f;
        }
        return values;
    }

    private static CropBox around(float[] one, float[] other) {
        int[] first = {EXTENT.depth(), EXTENT.height(), EXTENT.width()};
        int[] last = {-1, -1, -1};
        for (int d = 0; d < EXTENT.depth(); d++) {
            for (int h = 0; h < EXTENT.height(); h++) {
                for (int w = 0; w < EXTENT.width(); w++) {
                    int at = EXTENT.offset(d, h, w);
                    if (one[at] != 0 || other[at] != 0) {
                        int[] place = {d, h, w};
                        for (int axis = 0; axis < 3; axis++) {
                            first[axis] = Math.min(first[axis], place[axis]);
                            last[axis] = Math.max(last[axis], place[axis]);
                        }
                    }
                }
            }
        }
        Size3 extent = new Size3(last[0] - first[0] + 1, last[1] - first[1] + 1, last[2] - first[2] + 1);
        return new CropBox(first[0], first[1], first[2], extent);
    }
}
