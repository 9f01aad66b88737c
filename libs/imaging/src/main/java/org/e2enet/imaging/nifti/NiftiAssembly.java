package org.e2enet.imaging.nifti;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.e2enet.faults.FaultException;

/** Puts a header and voxels that lie in different files into one NIfTI file. Throws {@code IMG-1xx} for bad files. */
public final class NiftiAssembly {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String VOXELS = "voxels";

    private NiftiAssembly() {}

    /** Whether the file is a pair's header, or its voxels with the header beside them. */
    public static boolean isPair(Path file) {
        try {
            NiftiReader.Head head = NiftiReader.headOf(file);
            return HeaderParser.isOfPair(head.bytes(), head.start());
        } catch (FaultException bad) {
            return false;
        }
    }

    /** The voxels' file of a pair; {@code IMG-102} where it is not there. */
    public static Path voxelsOf(Path file) {
        return NiftiPair.voxelsOf(NiftiPair.headerOf(file));
    }

    /**
     * A NIfTI pair; the header stays as it is but for the fields that tell where voxels are.
     *
     * @param voxels null = beside the header
     */
    public static void ofPair(Path file, Path voxels, long mostBytes, OutputStream out) throws IOException {
        NiftiReader.Head head = NiftiReader.headOf(file);
        NiftiHeader header = HeaderParser.parse(head.bytes(), head.start());
        requireAtMost(header, mostBytes);
        HeaderField fields = head.start().fields();
        ByteBuffer single = ByteBuffer.allocate(fields.singleFileOffset())
                .order(head.start().order());
        single.put(head.bytes(), 0, fields.size());
        single.put(fields.magic() + 1, (byte) '+');
        fields.putOffset(single, fields.singleFileOffset());
        try (NiftiSource source = NiftiSource.open(voxels == null ? voxelsOf(file) : voxels, VOXELS)) {
            source.checkHolds(header);
            source.skip(header);
            copy(single.array(), source, header, out);
        }
    }

    /**
     * A scan of any format, its header translated.
     *
     * @param voxels begins with the first voxel, packed as said; is closed
     * @param storedBytes bytes in that stream
     */
    public static void of(
            NiftiHeader header, InputStream voxels, Packing packing, long storedBytes, long mostBytes, OutputStream out)
            throws IOException {
        requireAtMost(header, mostBytes);
        NiftiEncoding encoding = new NiftiEncoding(
                header.type(), header.byteOrder(), (float) header.slope(), (float) header.intercept());
        try (NiftiSource source = NiftiSource.ofVoxels(voxels, packing, storedBytes, VOXELS)) {
            source.checkHolds(header);
            byte[] single = NiftiWriter.header(
                    header.geometry().extent(),
                    header.channels(),
                    header.geometry().placement(),
                    encoding);
            copy(single, source, header, out);
        }
    }

    private static void requireAtMost(NiftiHeader header, long mostBytes) {
        if (header.voxelBytes() > mostBytes) {
            throw NiftiFaults.tooManyVoxels(
                    header.voxels(), mostBytes / header.type().bytes());
        }
    }

    private static void copy(byte[] head, NiftiSource source, NiftiHeader header, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
        buffered.write(head);
        byte[] chunk = new byte[BUFFER_BYTES];
        for (long left = header.voxelBytes(); left > 0; ) {
            int wanted = (int) Math.min(left, chunk.length);
            int read = source.read(chunk, wanted);
            if (read < wanted) {
                throw NiftiFaults.fewerVoxels(header.voxelBytes(), header.voxelBytes() - left + read, VOXELS);
            }
            buffered.write(chunk, 0, read);
            left -= read;
        }
        source.drain();
        buffered.flush();
    }
}
