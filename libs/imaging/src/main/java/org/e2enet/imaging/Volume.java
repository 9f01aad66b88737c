package org.e2enet.imaging;

import java.util.List;
import org.e2enet.contract.Size3;

/**
 * An image of one or more channels on one grid. Each channel is a flat {@code [depth][height][width]} array, width
 * (NIfTI i) fastest, of finite numbers. The arrays are shared, not copied: a scan is too large for it; treat them as
 * read-only.
 */
public record Volume(Geometry geometry, List<float[]> channels) {
    public Volume {
        channels = List.copyOf(channels);
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("an image has at least one channel");
        }
        long voxels = geometry.extent().volume();
        for (float[] channel : channels) {
            if (channel.length != voxels) {
                throw new IllegalArgumentException(voxels + " voxels are wanted, got " + channel.length);
            }
        }
    }

    public static Volume ofChannel(Geometry geometry, float[] voxels) {
        return new Volume(geometry, List.of(voxels));
    }

    /** Puts single-channel files of one scan together; throws {@code IMG-114} when their grids differ. */
    public static Volume ofChannels(List<Volume> parts) {
        Geometry geometry = parts.getFirst().geometry();
        for (int n = 1; n < parts.size(); n++) {
            geometry.requireSameGrid(parts.get(n).geometry(), "channel " + n);
        }
        return new Volume(
                geometry,
                parts.stream().flatMap(part -> part.channels().stream()).toList());
    }

    public Size3 extent() {
        return geometry.extent();
    }

    public float[] channel(int index) {
        return channels.get(index);
    }

    public int channelCount() {
        return channels.size();
    }
}
