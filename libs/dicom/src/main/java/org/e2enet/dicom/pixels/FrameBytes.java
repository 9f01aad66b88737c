package org.e2enet.dicom.pixels;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.e2enet.dicom.part10.PixelData;
import org.e2enet.dicom.part10.PixelData.Span;

/** Finds the bytes of one frame. Fragments of a frame are joined; native frames are not copied. */
final class FrameBytes {
    private FrameBytes() {}

    static MemorySegment ofNative(MemorySegment body, PixelData pixels, FrameFormat format, int frame, String where) {
        long start = Math.multiplyExact(format.frameBytes(), (long) frame);
        if (start + format.frameBytes() > pixels.whole().bytes()) {
            throw PixelFaults.tooShort(
                    format.frameBytes(), Math.max(0, pixels.whole().bytes() - start), where);
        }
        return body.asSlice(pixels.whole().offset() + start, format.frameBytes());
    }

    static MemorySegment ofFragments(
            MemorySegment body, PixelData pixels, FrameFormat format, int frame, String where) {
        List<Span> fragments = pixels.fragments();
        if (format.frames() == 1) {
            return joined(body, fragments);
        }
        if (pixels.frameStarts().size() == format.frames()) {
            return joined(body, fragmentsOf(frame, pixels, where));
        }
        if (fragments.size() == format.frames()) {
            return joined(body, fragments.subList(frame, frame + 1));
        }
        throw PixelFaults.noFrameStarts(fragments.size(), format.frames(), where);
    }

    /** Offsets count from the first fragment's item head, eight bytes before its bytes. */
    private static List<Span> fragmentsOf(int frame, PixelData pixels, String where) {
        List<Span> fragments = pixels.fragments();
        long base = fragments.getFirst().offset();
        long from = base + pixels.frameStarts().get(frame);
        boolean last = frame + 1 == pixels.frameStarts().size();
        long to = last ? Long.MAX_VALUE : base + pixels.frameStarts().get(frame + 1);
        List<Span> found = fragments.stream()
                .filter(span -> span.offset() >= from && span.offset() < to)
                .toList();
        if (found.isEmpty() || found.getFirst().offset() != from) {
            throw PixelFaults.noFrameStarts(
                    fragments.size(), pixels.frameStarts().size(), where);
        }
        return found;
    }

    private static MemorySegment joined(MemorySegment body, List<Span> spans) {
        if (spans.size() == 1) {
            return body.asSlice(spans.getFirst().offset(), spans.getFirst().bytes());
        }
        long bytes = spans.stream().mapToLong(Span::bytes).sum();
        MemorySegment whole = MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
        long filled = 0;
        for (Span span : spans) {
            MemorySegment.copy(body, span.offset(), whole, filled, span.bytes());
            filled += span.bytes();
        }
        return whole;
    }
}
