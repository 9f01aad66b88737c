package org.e2enet.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.network.training.Batch;
import org.e2enet.training.augment.Augmenter;
import org.junit.jupiter.api.Test;

class PatchSamplerTest {
    private static final Size3 SIZE = new Size3(12, 20, 16);

    /** Voxel value = its index; one labelled voxel in a corner. */
    private static CaseSource oneCase(Size3 size) {
        float[] image = new float[(int) size.volume()];
        short[] labels = new short[image.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = i;
        }
        labels[0] = 3;
        TrainingCase only = new TrainingCase("case", image, labels, size);
        return new CaseSource() {
            @Override
            public List<String> ids() {
                return List.of("case");
            }

            @Override
            public TrainingCase load(String id) {
                return only;
            }
        };
    }

    private static PatchSampler sampler(Size3 size, Size3 patch, int samples, Augmentation augmentation) {
        return new PatchSampler(oneCase(size), patch, samples, 0.33, new Augmenter(augmentation), 7);
    }

    @Test
    void shouldCentreTheSecondOfTwoSamplesOnForeground() {
        PatchSampler sampler = sampler(SIZE, new Size3(4, 4, 4), 2, Augmentation.none());

        for (int iteration = 0; iteration < 50; iteration++) {
            Batch batch = sampler.batch(iteration);
            assertEquals(3, batch.labels()[64], "the only labelled voxel is the first of the forced patch");
        }
    }

    @Test
    void shouldCentreTheAskedShareOfSinglePatchesOnForeground() {
        PatchSampler sampler = sampler(SIZE, new Size3(4, 4, 4), 1, Augmentation.none());
        int iterations = 1000;

        int onForeground = 0;
        for (int iteration = 0; iteration < iterations; iteration++) {
            onForeground += sampler.batch(iteration).labels()[0] == 3 ? 1 : 0;
        }

        // A patch drawn anywhere starts at the labelled corner in one of 9 x 17 x 13 cases.
        assertEquals(0.33, onForeground / (double) iterations, 0.05);
    }

    @Test
    void shouldGiveTheSameBatchForTheSameIterationWhateverTheOrder() {
        PatchSampler sampler = sampler(SIZE, new Size3(8, 8, 8), 2, Augmentation.full());

        Batch late = sampler.batch(31);
        sampler.batch(2);

        assertArrayEquals(late.images(), sampler.batch(31).images());
        assertArrayEquals(
                late.labels(),
                sampler(SIZE, new Size3(8, 8, 8), 2, Augmentation.full())
                        .batch(31)
                        .labels());
    }

    @Test
    void shouldCopyVoxelsUnchangedWithoutAugmentation() {
        Batch batch = sampler(SIZE, SIZE, 1, Augmentation.none()).batch(0);

        assertArrayEquals(oneCase(SIZE).load("case").image(), batch.images());
    }

    @Test
    void shouldPadACaseThatIsSmallerThanThePatchAroundItsMiddle() {
        Batch batch = sampler(new Size3(2, 2, 2), new Size3(4, 4, 4), 1, Augmentation.none())
                .batch(0);

        assertEquals(0, batch.images()[0]);
        assertEquals(7, batch.images()[(2 * 4 + 2) * 4 + 2], "last voxel of the case");
    }

    @Test
    void shouldDrawAnywhereInACaseWithoutForeground() {
        CaseSource blank = oneCase(new Size3(1, 1, 6));
        Arrays.fill(blank.load("case").labels(), (short) 0);
        PatchSampler sampler = new PatchSampler(blank, new Size3(1, 1, 4), 2, 1, new Augmenter(Augmentation.none()), 7);
        boolean[] seen = new boolean[3];

        for (int iteration = 0; iteration < 100; iteration++) {
            Batch batch = sampler.batch(iteration);
            seen[(int) batch.images()[0]] = true;
            assertArrayEquals(new short[8], batch.labels());
            assertEquals(List.of("case", "case"), batch.caseIds());
        }

        assertTrue(seen[0] && seen[1] && seen[2]);
    }

    @Test
    void shouldReachEveryStartOfTheCase() {
        PatchSampler sampler = sampler(new Size3(1, 1, 6), new Size3(1, 1, 4), 1, Augmentation.none());
        boolean[] seen = new boolean[3];

        for (int iteration = 0; iteration < 100; iteration++) {
            seen[(int) sampler.batch(iteration).images()[0]] = true;
        }

        assertTrue(seen[0] && seen[1] && seen[2]);
    }

    @Test
    void shouldDeliverBatchesInOrderFromSeveralThreads() {
        PatchSampler sampler = sampler(SIZE, new Size3(8, 8, 8), 1, Augmentation.light());
        try (BatchPipeline pipeline = new BatchPipeline(sampler, 10, 20, 3)) {
            for (int iteration = 10; iteration < 20; iteration++) {
                assertArrayEquals(
                        sampler.batch(iteration).images(), pipeline.take().images());
            }
        }
    }
}
