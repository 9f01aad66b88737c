package org.e2enet.standalone.bench.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.e2enet.contract.Size3;

/** A made-up CT and its labels, packed NIfTI, slice by slice: larger than anybody wants to hold as a volume. */
final class LargeScan {
    private static final int HEADER_BYTES = 352;
    private static final short INT16 = 4;
    private static final int BITS = 16;
    private static final int AIR = -1000;
    private static final int NOISE = 24;
    /** NIfTI-1: where a header's fields are. */
    private static final int DIMENSIONS = 40;

    private static final int DATATYPE = 70;
    private static final int SPACINGS = 76;
    private static final int OFFSET = 108;
    private static final int SFORM = 254;
    private static final int ROWS = 280;
    private static final int MAGIC = 344;

    private final Size3 size;
    private final long seed;

    LargeScan(Size3 size, long seed) {
        this.size = size;
        this.seed = seed;
    }

    long voxels() {
        return (long) size.depth() * size.height() * size.width();
    }

    /** Hounsfield units with noise, which packs about as a scanner's. */
    Path image(Path file) throws IOException {
        Random random = new Random(seed);
        return write(file, (column, row, slice) -> (short)
                (organ(column, row, slice) == 0 ? AIR : 40 * organ(column, row, slice) + random.nextInt(NOISE)));
    }

    Path labels(Path file) throws IOException {
        return write(file, (column, row, slice) -> (short) organ(column, row, slice));
    }

    /** Shells around the middle: 0 outside, then 1 to 8. */
    private int organ(int column, int row, int slice) {
        double x = 2.0 * column / size.width() - 1;
        double y = 2.0 * row / size.height() - 1;
        double z = 2.0 * slice / size.depth() - 1;
        double far = Math.sqrt(x * x + y * y + z * z);
        return far >= 0.9 ? 0 : 1 + (int) (far * 8 / 0.9);
    }

    /** A voxel's stored number. */
    private interface Voxels {
        short at(int column, int row, int slice);
    }

    private Path write(Path file, Voxels voxels) throws IOException {
        try (OutputStream out = new BufferedOutputStream(new FastGzip(Files.newOutputStream(file)))) {
            out.write(header().array());
            ByteBuffer plane =
                    ByteBuffer.allocate(2 * size.width() * size.height()).order(ByteOrder.LITTLE_ENDIAN);
            for (int slice = 0; slice < size.depth(); slice++) {
                plane.clear();
                for (int row = 0; row < size.height(); row++) {
                    for (int column = 0; column < size.width(); column++) {
                        plane.putShort(voxels.at(column, row, slice));
                    }
                }
                out.write(plane.array());
            }
        }
        return file;
    }

    private ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, HEADER_BYTES - 4);
        short[] dimensions = {3, (short) size.width(), (short) size.height(), (short) size.depth(), 1, 1, 1, 1};
        for (int n = 0; n < dimensions.length; n++) {
            header.putShort(DIMENSIONS + 2 * n, dimensions[n]);
            header.putFloat(SPACINGS + 4 * n, 1);
        }
        header.putShort(DATATYPE, INT16).putShort(DATATYPE + 2, (short) BITS).putFloat(OFFSET, HEADER_BYTES);
        header.putShort(SFORM, (short) 1);
        for (int axis = 0; axis < 3; axis++) {
            header.putFloat(ROWS + 16 * axis + 4 * axis, 1);
        }
        return header.put(MAGIC, new byte[] {'n', '+', '1', 0});
    }

    /** Packs as archives do, for speed. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
