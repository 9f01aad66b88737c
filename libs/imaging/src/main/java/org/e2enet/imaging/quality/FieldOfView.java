package org.e2enet.imaging.quality;

import java.util.Arrays;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.orientation.CanonicalOrientation;

/** Whether the body runs out of the image. Above and below it always does; to the sides, the front and the back it should not. */
final class FieldOfView {
    /** Of a face of the image that the body may touch: arms and couches do. */
    private static final double TOUCHED = 0.25;

    private static final float AIR_AND_BODY_HU = -500;

    /** Above it there is body, as a share of the way from the darkest to the bright voxels. */
    private static final double DARK = 0.15;

    private static final double BRIGHT = 0.99;
    private static final int SAMPLES = 1 << 16;

    private FieldOfView() {}

    /** Looks at the first channel. @param hounsfield whether it holds Hounsfield units */
    static boolean isClipped(Volume image, boolean hounsfield) {
        float[] voxels = image.channel(0);
        float body = hounsfield ? AIR_AND_BODY_HU : threshold(voxels);
        AxisMapping axes = CanonicalOrientation.of(image.geometry().affine());
        for (int canonical = 1; canonical <= 2; canonical++) {
            int axis = axes.sourceAxis().get(canonical);
            if (touched(voxels, image.extent(), axis, 0, body) > TOUCHED
                    || touched(voxels, image.extent(), axis, image.extent().along(axis) - 1, body) > TOUCHED) {
                return true;
            }
        }
        return false;
    }

    private static float threshold(float[] voxels) {
        int every = Math.ceilDiv(voxels.length, SAMPLES);
        float[] samples = new float[Math.ceilDiv(voxels.length, every)];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = voxels[n * every];
        }
        Arrays.sort(samples);
        float bright = samples[(int) (BRIGHT * (samples.length - 1))];
        return (float) (samples[0] + DARK * (bright - samples[0]));
    }

    /** Share of body among the voxels of a face. @param axis 0 depth, 1 height, 2 width */
    private static double touched(float[] voxels, Size3 extent, int axis, int place, float body) {
        int[] least = {0, 0, 0};
        int[] most = {extent.depth(), extent.height(), extent.width()};
        least[axis] = place;
        most[axis] = place + 1;
        long above = 0;
        for (int k = least[0]; k < most[0]; k++) {
            for (int j = least[1]; j < most[1]; j++) {
                int row = extent.offset(k, j, 0);
                for (int i = least[2]; i < most[2]; i++) {
                    above += voxels[row + i] > body ? 1 : 0;
                }
            }
        }
        return (double) above * extent.along(axis) / extent.volume();
    }
}
