package org.e2enet.training.augment;

import org.e2enet.contract.Size3;
import org.e2enet.training.data.TrainingCase;

/** Reads a case between its voxels; outside of it everything is 0. */
final class CaseReader {
    private final float[] image;
    private final short[] labels;
    private final int base;
    private final int depth;
    private final int height;
    private final int width;

    CaseReader(TrainingCase from, int channel) {
        Size3 size = from.size();
        image = from.image();
        labels = from.labels();
        base = channel * labels.length;
        depth = size.depth();
        height = size.height();
        width = size.width();
    }

    short label(double z, double y, double x) {
        int d = (int) Math.floor(z + 0.5);
        int h = (int) Math.floor(y + 0.5);
        int w = (int) Math.floor(x + 0.5);
        if (isOutside(d, depth) || isOutside(h, height) || isOutside(w, width)) {
            return 0;
        }
        return (short) Math.max(labels[(d * height + h) * width + w], 0);
    }

    float linear(double z, double y, double x) {
        int d = (int) Math.floor(z);
        int h = (int) Math.floor(y);
        int w = (int) Math.floor(x);
        float fz = (float) (z - d);
        float fy = (float) (y - h);
        float fx = (float) (x - w);
        if (d >= 0 && h >= 0 && w >= 0 && d + 1 < depth && h + 1 < height && w + 1 < width) {
            int at = base + (d * height + h) * width + w;
            float near = plane(at, fy, fx);
            return near + fz * (plane(at + height * width, fy, fx) - near);
        }
        return (1 - fz) * edgePlane(d, h, w, fy, fx) + fz * edgePlane(d + 1, h, w, fy, fx);
    }

    private float plane(int at, float fy, float fx) {
        float upper = image[at] + fx * (image[at + 1] - image[at]);
        float lower = image[at + width] + fx * (image[at + width + 1] - image[at + width]);
        return upper + fy * (lower - upper);
    }

    private float edgePlane(int d, int h, int w, float fy, float fx) {
        return (1 - fy) * ((1 - fx) * voxel(d, h, w) + fx * voxel(d, h, w + 1))
                + fy * ((1 - fx) * voxel(d, h + 1, w) + fx * voxel(d, h + 1, w + 1));
    }

    private float voxel(int d, int h, int w) {
        return isOutside(d, depth) || isOutside(h, height) || isOutside(w, width)
                ? 0
                : image[base + (d * height + h) * width + w];
    }

    private static boolean isOutside(int at, int extent) {
        return at < 0 || at >= extent;
    }
}
