package org.e2enet.dicom.part10;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.e2enet.imaging.HeapBudget;

/** Unpacks a deflated data set; memory grows with what really comes out, up to a limit. */
final class Inflation {
    private Inflation() {}

    static MemorySegment inflate(MemorySegment packed, long limitBytes, String where) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed.asByteBuffer());
            byte[] out = new byte[(int) Math.clamp(4 * packed.byteSize(), 1024, Math.min(limitBytes, 1 << 24))];
            int filled = 0;
            while (!inflater.finished()) {
                if (filled == out.length) {
                    if (filled >= limitBytes) {
                        throw Part10Faults.inflated(limitBytes, where);
                    }
                    HeapBudget.require(3L * out.length);
                    out = Arrays.copyOf(out, (int) Math.min(limitBytes, 2L * out.length));
                }
                int count = inflater.inflate(out, filled, out.length - filled);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw Part10Faults.damagedDeflate(where, null);
                }
                filled += count;
            }
            return MemorySegment.ofArray(out).asSlice(0, filled);
        } catch (DataFormatException e) {
            throw Part10Faults.damagedDeflate(where, e);
        } finally {
            inflater.end();
        }
    }
}
