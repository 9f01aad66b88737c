package org.e2enet.imaging.nifti;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Bytes of a NIfTI file, unpacked while read, with what is known of their number beforehand. Not thread safe. */
final class NiftiSource implements AutoCloseable {
    static final long UNKNOWN = -1;

    /** No deflate stream unpacks to more than this many times its size. */
    private static final long MAX_EXPANSION = 1032;

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream bytes;
    private final boolean packed;
    private final long fileBytes;
    private final long gzipTrailerBytes;
    private final String where;
    private long consumed;

    private NiftiSource(InputStream bytes, boolean packed, long fileBytes, long gzipTrailerBytes, String where) {
        this.bytes = bytes;
        this.packed = packed;
        this.fileBytes = fileBytes;
        this.gzipTrailerBytes = gzipTrailerBytes;
        this.where = where;
    }

    static NiftiSource open(Path file, String where) {
        try {
            long size = Files.size(file);
            return open(Files.newInputStream(file), size, unpackedSizeModulo32(file, size), where);
        } catch (IOException e) {
            throw NiftiFaults.unreadable(where, e);
        }
    }

    /** Bytes that begin with the first voxel; closes the stream if it cannot be unpacked. */
    static NiftiSource ofVoxels(InputStream in, Packing packing, long storedBytes, String where) {
        try {
            InputStream unpacked =
                    switch (packing) {
                        case NONE -> new BufferedInputStream(in, BUFFER_BYTES);
                        case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
                        case ZLIB -> new InflaterInputStream(in, new Inflater(), BUFFER_BYTES);
                    };
            return new NiftiSource(unpacked, packing != Packing.NONE, storedBytes, UNKNOWN, where);
        } catch (IOException e) {
            closeQuietly(in);
            throw NiftiFaults.brokenGzip(where, e);
        }
    }

    /** Bytes read so far. */
    long consumed() {
        return consumed;
    }

    static NiftiSource open(InputStream in, long fileBytes, String where) {
        return open(in, fileBytes, UNKNOWN, where);
    }

    private static NiftiSource open(InputStream in, long fileBytes, long gzipTrailerBytes, String where) {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
        try {
            buffered.mark(2);
            int first = buffered.read();
            int second = buffered.read();
            buffered.reset();
            if (first < 0) {
                throw NiftiFaults.empty(where);
            }
            boolean packed = first == 0x1f && second == 0x8b;
            InputStream unpacked = packed ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
            return new NiftiSource(unpacked, packed, fileBytes, gzipTrailerBytes, where);
        } catch (EOFException | ZipException e) {
            closeQuietly(in);
            throw NiftiFaults.brokenGzip(where, e);
        } catch (IOException e) {
            closeQuietly(in);
            throw NiftiFaults.unreadable(where, e);
        } catch (RuntimeException e) {
            closeQuietly(in);
            throw e;
        }
    }

    /** Fills the array as far as the file goes; returns how many bytes it held. */
    int read(byte[] target, int count) {
        try {
            int read = bytes.readNBytes(target, 0, count);
            consumed += read;
            return read;
        } catch (EOFException | ZipException e) {
            throw NiftiFaults.brokenGzip(where, e);
        } catch (IOException e) {
            throw NiftiFaults.unreadable(where, e);
        }
    }

    /** Throws {@code IMG-104} if a file of this size cannot hold what the header promises. */
    void checkHolds(NiftiHeader header) {
        if (fileBytes == UNKNOWN) {
            return;
        }
        long most = packed ? Math.multiplyExact(fileBytes, MAX_EXPANSION) : fileBytes;
        if (header.voxelOffset() + header.voxelBytes() > most) {
            throw NiftiFaults.fewerVoxels(header.voxelBytes(), Math.max(0, most - header.voxelOffset()), where);
        }
    }

    /** Voxels per channel worth allocating at once; beyond it arrays grow as voxels really arrive. */
    int plausibleVoxels(NiftiHeader header) {
        long voxels = header.geometry().extent().volume();
        long promised = header.voxelOffset() + header.voxelBytes();
        boolean certain = fileBytes != UNKNOWN && !packed || gzipTrailerBytes == (promised & 0xffffffffL);
        long usual = Math.max(1 << 24, fileBytes * 8 / header.type().bytes());
        return (int) (certain ? voxels : Math.min(voxels, usual));
    }

    /** Reads on to the first voxel. */
    void skip(NiftiHeader header) {
        long left = header.voxelOffset() - consumed;
        byte[] scratch = new byte[Math.clamp(left, 0, BUFFER_BYTES)];
        while (left > 0) {
            int wanted = (int) Math.min(left, scratch.length);
            if (read(scratch, wanted) < wanted) {
                throw NiftiFaults.fewerVoxels(header.voxelBytes(), 0, where);
            }
            left -= wanted;
        }
    }

    /** Reads on to the end, so that the gzip checksum is verified; gives up after 64 MiB of unneeded bytes. */
    void drain() {
        byte[] scratch = new byte[BUFFER_BYTES];
        for (int round = 0; packed && round < 1024 && read(scratch, scratch.length) == scratch.length; round++) {
            // each round checks what it unpacks
        }
    }

    String where() {
        return where;
    }

    @Override
    public void close() {
        closeQuietly(bytes);
    }

    private static long unpackedSizeModulo32(Path file, long size) throws IOException {
        if (size < 18) {
            return UNKNOWN;
        }
        ByteBuffer trailer = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.read(trailer, size - 4);
        }
        return trailer.getInt(0) & 0xffffffffL;
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // Nothing was written: what was read is read, and a better error may be on its way.
        }
    }
}
