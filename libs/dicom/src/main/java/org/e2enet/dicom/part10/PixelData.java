package org.e2enet.dicom.part10;

import java.util.List;

/**
 * Where a file's pixels lie, in bytes from the start of its (inflated) data set; nothing of them is read yet.
 *
 * @param words whether values are 16-bit words (VR OW): matters for 8-bit pixels in big endian
 * @param whole the whole value where pixels are native, else an empty span
 * @param fragments pieces of compressed pixels, empty where pixels are native
 * @param frameStarts start of each frame from the first fragment, as the offset tables say it; empty where they are
 */
public record PixelData(boolean words, Span whole, List<Span> fragments, List<Long> frameStarts) {
    /** A piece of a file. */
    public record Span(long offset, long bytes) {}

    public PixelData {
        fragments = List.copyOf(fragments);
        frameStarts = List.copyOf(frameStarts);
    }

    static PixelData ofNative(boolean words, long offset, long bytes) {
        return new PixelData(words, new Span(offset, bytes), List.of(), List.of());
    }

    static PixelData ofFragments(List<Span> fragments, List<Long> frameStarts) {
        return new PixelData(false, new Span(0, 0), fragments, frameStarts);
    }

    public boolean isEncapsulated() {
        return !fragments.isEmpty();
    }
}
