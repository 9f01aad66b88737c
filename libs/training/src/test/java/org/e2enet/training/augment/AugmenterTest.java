package org.e2enet.training.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Chance;
import org.e2enet.training.data.TrainingCase;
import org.junit.jupiter.api.Test;

class AugmenterTest {
    private static final Size3 SIZE = new Size3(8, 10, 12);
    private final SplittableRandom random = new SplittableRandom(5);

    private static TrainingCase smoothCase() {
        float[] image = new float[(int) SIZE.volume()];
        short[] labels = new short[image.length];
        for (int i = 0; i < image.length; i++) {
            int w = i % 12;
            int h = i / 12 % 10;
            int d = i / 120;
            image[i] = (float) (Math.sin(d * 0.5) + Math.cos(h * 0.4) + 0.1 * w);
            labels[i] = (short) (w < 6 ? 1 : 0);
        }
        return new TrainingCase("smooth", image, labels, SIZE);
    }

    private float[] cut(Augmentation augmentation) {
        float[] image = new float[(int) SIZE.volume()];
        short[] labels = new short[image.length];
        new Augmenter(augmentation).cut(smoothCase(), new int[3], SIZE, image, labels, 0, random);
        return image;
    }

    private static Augmentation only(Chance rotation, Chance scaling, Chance contrast, Chance gamma) {
        return new Augmentation(rotation, scaling, null, null, null, contrast, null, null, gamma, null);
    }

    @Test
    void shouldReadTheCaseBetweenItsVoxelsWhenTurnedByAQuarter() {
        // A quarter turn about each axis in sequence maps the grid of a cube onto itself.
        float[] image = new float[27];
        image[0] = 1;
        TrainingCase cube = new TrainingCase("cube", image, new short[27], Size3.cube(3));
        float[] turned = new float[27];
        new Augmenter(only(new Chance(1, 90, 90), null, null, null))
                .cut(cube, new int[3], Size3.cube(3), turned, new short[27], 0, random);

        int ones = 0;
        for (float value : turned) {
            ones += value > 0.999f ? 1 : 0;
        }
        assertEquals(1, ones, "the one bright corner stays one corner");
    }

    @Test
    void shouldKeepMeanAndDeviationThroughGamma() {
        float[] changed = cut(only(null, null, null, new Chance(1, 0.7, 1.5)));

        Channel.Moments before = new Channel(smoothCase().image(), 0, changed.length).moments();
        Channel.Moments after = new Channel(changed, 0, changed.length).moments();
        assertEquals(before.mean(), after.mean(), 1e-5);
        assertEquals(before.standardDeviation(), after.standardDeviation(), 1e-4);
    }

    @Test
    void shouldKeepTheRangeThroughContrast() {
        float[] changed = cut(only(null, null, new Chance(1, 1.25, 1.25), null));

        Channel.Moments before = new Channel(smoothCase().image(), 0, changed.length).moments();
        Channel.Moments after = new Channel(changed, 0, changed.length).moments();
        assertTrue(after.min() >= before.min() && after.max() <= before.max());
        assertTrue(after.standardDeviation() > before.standardDeviation());
    }

    /** All channels and the labels by the same axes, each of which is flipped in some of the draws. */
    @Test
    void shouldMirrorImageAndLabelsTogether() {
        int voxels = (int) SIZE.volume();
        float[] image = new float[2 * voxels];
        short[] labels = new short[voxels];
        for (int n = 0; n < voxels; n++) {
            image[n] = n;
            image[voxels + n] = -n;
            labels[n] = (short) n;
        }
        TrainingCase numbered = new TrainingCase("numbered", image, labels, SIZE);
        Augmenter mirroring = new Augmenter(new Augmentation(
                null, null, null, null, null, null, null, null, null, List.of(Axis.DEPTH, Axis.WIDTH)));

        Set<Short> corners = new TreeSet<>();
        for (int draw = 0; draw < 40; draw++) {
            float[] images = new float[2 * 2 * voxels];
            short[] targets = new short[2 * voxels];
            mirroring.cut(numbered, new int[3], SIZE, images, targets, 1, random);
            for (int n = 0; n < voxels; n++) {
                assertEquals(targets[voxels + n], images[2 * voxels + n]);
                assertEquals(-targets[voxels + n], images[3 * voxels + n]);
            }
            corners.add(targets[voxels]);
        }
        assertEquals(Set.of((short) 0, (short) 11, (short) (7 * 120), (short) (7 * 120 + 11)), corners);
    }

    @Test
    void shouldLeaveAConstantImageConstantWhenBlurredOrCoarsened() {
        float[] constant = new float[(int) SIZE.volume()];
        Arrays.fill(constant, 2.5f);
        Channel channel = new Channel(constant, 0, constant.length);

        GaussianBlur.apply(channel, SIZE, 0.8);
        LowResolution.apply(channel, SIZE, 0.6);

        Channel.Moments moments = channel.moments();
        assertEquals(2.5, moments.min(), 1e-5);
        assertEquals(2.5, moments.max(), 1e-5);
    }

    @Test
    void shouldSmoothWhenBlurred() {
        float[] spike = new float[(int) SIZE.volume()];
        spike[(4 * 10 + 5) * 12 + 6] = 1;
        GaussianBlur.apply(new Channel(spike, 0, spike.length), SIZE, 1);

        // Centre of a three-dimensional Gaussian with sigma 1, sampled and normalised: (1/2.5066)^3.
        assertEquals(0.0635, spike[(4 * 10 + 5) * 12 + 6], 5e-4);
        assertEquals(spike[(4 * 10 + 5) * 12 + 5], spike[(4 * 10 + 5) * 12 + 7], 1e-7);
    }
}
