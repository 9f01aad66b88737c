package org.e2enet.imaging.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** NIfTI files for tests of other packages. */
public final class NiftiSamples {
    private NiftiSamples() {}

    /** A bad file and its code. */
    public record Bad(String code, byte[] bytes) {}

    /** By name. */
    public static Map<String, Bad> bad() {
        Map<String, Bad> bad = new LinkedHashMap<>();
        bad.put("pair that comes alone", new Bad("IMG-102", pairHeader()));
        bad.put("40 channels", new Bad("IMG-119", first().dim(4, 2, 2, 2, 40).bytes()));
        bad.put("channels first", new Bad("IMG-119", first().dim(4, 2, 4, 3, 60).bytes()));
        bad.put("one slice", new Bad("IMG-107", first().dim(3, 4, 6, 1).bytes()));
        bad.put("complex", new Bad("IMG-106", first().shortAt(70, 32).bytes()));
        bad.put("no sizes, no rows", new Bad("IMG-109", first().floatAt(80, 0).bytes()));
        bad.put("axes 30 degrees apart", new Bad("IMG-125", sheared()));
        bad.put("microns of 3", new Bad("IMG-126", microns()));
        bad.put("NIfTI-2 cut in its header", new Bad("IMG-115", Arrays.copyOf(second(), 500)));
        bad.put("NIfTI-2 without magic", new Bad("IMG-102", put(second(), 4, 'x')));
        bad.put("NIfTI-2 cut in its voxels", new Bad("IMG-104", Arrays.copyOf(second(), 570)));
        bad.put("NIfTI-2 of dimension 9", new Bad("IMG-107", put(second(), 16, 9)));
        return bad;
    }

    private static NiftiBytes first() {
        return NiftiBytes.littleEndian();
    }

    private static byte[] put(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private static byte[] pairHeader() {
        return put(first().floatAt(108, 0).bytes(), 345, 'i');
    }

    private static byte[] sheared() {
        return first().shortAt(254, 1)
                .floatAt(280, 1)
                .floatAt(284, 0.866)
                .floatAt(300, 0.5)
                .floatAt(320, 1)
                .bytes();
    }

    private static byte[] microns() {
        return put(first().bytes(), 123, 3);
    }

    /** 4 x 3 x 2 int16 voxels 1..24 as NIfTI-2, little endian, written by hand. */
    public static byte[] second() {
        ByteBuffer file = ByteBuffer.allocate(544 + 48).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 540);
        file.put(4, new byte[] {'n', '+', '2', 0, '\r', '\n', 0x1a, '\n'});
        file.putShort(12, (short) 4).putShort(14, (short) 16);
        long[] dim = {3, 4, 3, 2, 1, 1, 1, 1};
        for (int n = 0; n < dim.length; n++) {
            file.putLong(16 + 8 * n, dim[n]);
        }
        double[] pixdim = {1, 0.5, 0.75, 2};
        for (int n = 0; n < pixdim.length; n++) {
            file.putDouble(104 + 8 * n, pixdim[n]);
        }
        file.putLong(168, 544);
        file.putDouble(176, 1);
        file.putInt(348, 1);
        double[] rows = {-0.5, 0, 0, -10, 0, -0.75, 0, -20, 0, 0, 2, 30};
        for (int n = 0; n < rows.length; n++) {
            file.putDouble(400 + 8 * n, rows[n]);
        }
        file.putInt(500, 2);
        for (int n = 0; n < 24; n++) {
            file.putShort(544 + 2 * n, (short) (n + 1));
        }
        return file.array();
    }
}
