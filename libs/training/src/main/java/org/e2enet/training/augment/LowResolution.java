package org.e2enet.training.augment;

import org.e2enet.contract.Size3;

/** What a coarser scanner would have seen: sampled at the nearest voxels of a smaller grid, then back up linearly. */
final class LowResolution {
    private LowResolution() {}

    static void apply(Channel channel, Size3 patch, double zoom) {
        Size3 small = new Size3(scaled(patch.depth(), zoom), scaled(patch.height(), zoom), scaled(patch.width(), zoom));
        float[] coarse = new float[Math.toIntExact(small.volume())];
        int index = 0;
        for (int d = 0; d < small.depth(); d++) {
            int z = nearest(d, small.depth(), patch.depth());
            for (int h = 0; h < small.height(); h++) {
                int y = nearest(h, small.height(), patch.height());
                for (int w = 0; w < small.width(); w++) {
                    int x = nearest(w, small.width(), patch.width());
                    coarse[index++] = channel.values()[channel.offset() + (z * patch.height() + y) * patch.width() + x];
                }
            }
        }
        up(coarse, small, channel, patch);
    }

    private static void up(float[] coarse, Size3 small, Channel channel, Size3 patch) {
        int index = channel.offset();
        for (int d = 0; d < patch.depth(); d++) {
            double z = position(d, patch.depth(), small.depth());
            for (int h = 0; h < patch.height(); h++) {
                double y = position(h, patch.height(), small.height());
                for (int w = 0; w < patch.width(); w++) {
                    channel.values()[index++] = linear(coarse, small, z, y, position(w, patch.width(), small.width()));
                }
            }
        }
    }

    private static float linear(float[] values, Size3 size, double z, double y, double x) {
        int d = (int) z;
        int h = (int) y;
        int w = (int) x;
        int d1 = Math.min(d + 1, size.depth() - 1);
        int h1 = Math.min(h + 1, size.height() - 1);
        int w1 = Math.min(w + 1, size.width() - 1);
        double near = plane(values, size, d, h, h1, w, w1, y - h, x - w);
        double far = plane(values, size, d1, h, h1, w, w1, y - h, x - w);
        return (float) (near + (z - d) * (far - near));
    }

    private static double plane(float[] values, Size3 size, int d, int h, int h1, int w, int w1, double fy, double fx) {
        int upper = (d * size.height() + h) * size.width();
        int lower = (d * size.height() + h1) * size.width();
        double top = values[upper + w] + fx * (values[upper + w1] - values[upper + w]);
        double bottom = values[lower + w] + fx * (values[lower + w1] - values[lower + w]);
        return top + fy * (bottom - top);
    }

    private static int scaled(int extent, double zoom) {
        return Math.max((int) Math.round(extent * zoom), 1);
    }

    private static int nearest(int at, int from, int to) {
        return Math.min((int) ((at + 0.5) * to / from), to - 1);
    }

    private static double position(int at, int from, int to) {
        return Math.clamp((at + 0.5) * to / from - 0.5, 0, to - 1d);
    }
}
