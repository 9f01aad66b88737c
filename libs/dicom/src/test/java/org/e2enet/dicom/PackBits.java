package org.e2enet.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Packs 16-bit pixels as RLE Lossless does, with runs of both kinds. */
public final class PackBits {
    private PackBits() {}

    public static byte[] frame(short[] pixels) {
        byte[] high = new byte[pixels.length];
        byte[] low = new byte[pixels.length];
        for (int n = 0; n < pixels.length; n++) {
            high[n] = (byte) (pixels[n] >> 8);
            low[n] = (byte) pixels[n];
        }
        byte[] first = packed(high);
        byte[] second = packed(low);
        ByteBuffer frame =
                ByteBuffer.allocate(64 + first.length + second.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0, 2).putInt(4, 64).putInt(8, 64 + first.length);
        frame.position(64);
        return frame.put(first).put(second).array();
    }

    private static byte[] packed(byte[] plane) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < plane.length) {
            int run = 1;
            while (at + run < plane.length && run < 128 && plane[at + run] == plane[at]) {
                run++;
            }
            if (run > 1) {
                out.write(1 - run);
                out.write(plane[at]);
                at += run;
                continue;
            }
            int literal = 1;
            while (at + literal < plane.length && literal < 128 && plane[at + literal] != plane[at + literal - 1]) {
                literal++;
            }
            out.write(literal - 1);
            out.write(plane, at, literal);
            at += literal;
        }
        if (out.size() % 2 == 1) {
            out.write(-128);
        }
        return out.toByteArray();
    }
}
