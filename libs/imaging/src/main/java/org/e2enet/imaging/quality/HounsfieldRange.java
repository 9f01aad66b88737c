package org.e2enet.imaging.quality;

/** Whether numbers can be Hounsfield units of a body: air at -1000, fat below 0, what 12 bits hold above. */
final class HounsfieldRange {
    private static final float LEAST = -1024;
    private static final float MOST = 3071;

    /** Metal and padding reach further, in few voxels. */
    private static final double SHARE_OUTSIDE = 0.01;

    /** From fat to muscle alone it is more. */
    private static final float NARROW = 100;

    private HounsfieldRange() {}

    /** Numbers without a rescale (all from 0 on), windowed to grey values, or scaled. */
    static boolean isLeft(float[] channel) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : channel) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (least >= 0 || most - least < NARROW) {
            return true;
        }
        long outside = 0;
        for (float value : channel) {
            // The smallest value is what scanners write outside their circle: -2000, -3024.
            if (value > MOST || value < LEAST && value != least) {
                outside++;
            }
        }
        return outside > SHARE_OUTSIDE * channel.length;
    }
}
