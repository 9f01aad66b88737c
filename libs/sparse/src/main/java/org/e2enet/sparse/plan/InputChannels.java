package org.e2enet.sparse.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The channels that a convolution's input has a gradient for. Depth taps of a kernel and tensors read twice are sources of one
 * channel. Where every channel has one source, its depth shift is left to whoever reads the gradient: one moved read instead of
 * one per shift and output.
 *
 * @param read per channel how it was read; a shift that is left to the reader is in it
 * @param channel per source of the convolution
 * @param zOffset per source: the shift that is not left to the reader
 */
record InputChannels(List<Source> read, int[] channel, int[] zOffset) {
    static InputChannels of(List<Source> sources) {
        Map<Source, Integer> places = new LinkedHashMap<>();
        int[] channel = new int[sources.size()];
        int[] zOffset = new int[sources.size()];
        for (int i = 0; i < channel.length; i++) {
            Source source = sources.get(i);
            zOffset[i] = source.zOffset();
            places.putIfAbsent(source.movedBy(-source.zOffset()), places.size());
            channel[i] = places.get(source.movedBy(-source.zOffset()));
        }
        if (places.size() == sources.size()) {
            return new InputChannels(sources, channel, new int[channel.length]);
        }
        return new InputChannels(new ArrayList<>(places.keySet()), channel, zOffset);
    }

    int count() {
        return read.size();
    }
}
