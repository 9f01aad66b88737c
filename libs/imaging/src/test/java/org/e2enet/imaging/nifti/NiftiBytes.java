package org.e2enet.imaging.nifti;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;

/** A small NIfTI-1 file written by hand, independent of the writer: 4 x 3 x 2 int16 voxels 1..24 to begin with. */
final class NiftiBytes {
    final ByteBuffer file;

    NiftiBytes(ByteOrder order) {
        file = ByteBuffer.allocate(352 + 48).order(order);
        file.putInt(0, 348);
        dim(3, 4, 3, 2, 1, 1, 1, 1);
        file.putShort(70, (short) 4);
        file.putShort(72, (short) 16);
        for (int n = 0; n < 4; n++) {
            file.putFloat(76 + 4 * n, n == 0 ? 1 : n);
        }
        file.putFloat(108, 352);
        file.put(123, (byte) 10);
        file.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
        for (int n = 0; n < 24; n++) {
            file.putShort(352 + 2 * n, (short) (n + 1));
        }
    }

    static NiftiBytes littleEndian() {
        return new NiftiBytes(ByteOrder.LITTLE_ENDIAN);
    }

    NiftiBytes dim(int... sizes) {
        for (int n = 0; n < sizes.length; n++) {
            file.putShort(40 + 2 * n, (short) sizes[n]);
        }
        return this;
    }

    NiftiBytes shortAt(int offset, int value) {
        file.putShort(offset, (short) value);
        return this;
    }

    NiftiBytes floatAt(int offset, double value) {
        file.putFloat(offset, (float) value);
        return this;
    }

    byte[] bytes() {
        return file.array().clone();
    }

    byte[] packed() {
        return packed(bytes());
    }

    static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Volume image(byte[] bytes) {
        return new NiftiReader(ReadLimits.SINGLE_CHANNEL).readImage(new ByteArrayInputStream(bytes), bytes.length, "t");
    }

    static LabelVolume labels(byte[] bytes) {
        return new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                .readLabels(new ByteArrayInputStream(bytes), bytes.length, "t");
    }

    static Volume imageOfUnknownSize(byte[] bytes) {
        return new NiftiReader(ReadLimits.WITH_CHANNELS).readImage(new ByteArrayInputStream(bytes), -1, "t");
    }
}
