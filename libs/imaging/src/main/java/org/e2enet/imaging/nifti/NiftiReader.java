package org.e2enet.imaging.nifti;

import java.io.InputStream;
import java.nio.file.Path;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;

/**
 * Reads NIfTI-1 and NIfTI-2, single files and .hdr/.img pairs, packed or not (told by content, not by name), of every
 * real voxel type and both byte orders; scaling is applied, header extensions are stepped over. Voxels go straight into their final arrays, so that a scan is held once. Headers are
 * checked against the file's size before anything is allocated. Thread safe.
 *
 * <p>Every method throws {@link org.e2enet.faults.FaultException} with a code {@code IMG-1xx} for a bad file and nothing
 * else. {@code where} names the file in that error: a role or an id, no path that may hold a patient's name.
 */
public final class NiftiReader {
    private final ReadLimits limits;

    public NiftiReader(ReadLimits limits) {
        this.limits = limits;
    }

    /** The header alone, its promises checked against the file's size and the limits. */
    public NiftiHeader readHeader(Path file, String where) {
        try (Opened opened = open(file, where)) {
            return opened.header();
        }
    }

    /** As {@link #readHeader(Path, String)}, of a file that is still on its way; the stream is closed. */
    public NiftiHeader readHeader(InputStream in, long fileBytes, String where) {
        try (NiftiSource source = NiftiSource.open(in, Math.max(fileBytes, NiftiSource.UNKNOWN), where)) {
            return single(source);
        }
    }

    /** An image with its channels as float32. */
    public Volume readImage(Path file, String where) {
        try (Opened opened = open(file, where)) {
            return VoxelReader.image(opened.header(), opened.source());
        }
    }

    /**
     * As {@link #readImage(Path, String)}; the stream is closed.
     *
     * @param fileBytes size of the file as stored (packed), or a negative number if unknown: bad headers are then found
     *     only while reading, at no more memory than the file really fills
     */
    public Volume readImage(InputStream in, long fileBytes, String where) {
        try (NiftiSource source = NiftiSource.open(in, Math.max(fileBytes, NiftiSource.UNKNOWN), where)) {
            return VoxelReader.image(single(source), source);
        }
    }

    /** A label map: one channel of integers from 0 to 32767, in any voxel type. */
    public LabelVolume readLabels(Path file, String where) {
        try (Opened opened = open(file, where)) {
            return VoxelReader.labels(opened.header(), opened.source());
        }
    }

    /** As {@link #readLabels(Path, String)} and {@link #readImage(InputStream, long, String)}. */
    public LabelVolume readLabels(InputStream in, long fileBytes, String where) {
        try (NiftiSource source = NiftiSource.open(in, Math.max(fileBytes, NiftiSource.UNKNOWN), where)) {
            return VoxelReader.labels(single(source), source);
        }
    }

    /** A header and where its voxels come from. */
    private record Opened(NiftiHeader header, NiftiSource source) implements AutoCloseable {
        @Override
        public void close() {
            source.close();
        }
    }

    private Opened open(Path file, String where) {
        Path headerFile = NiftiPair.headerOf(file);
        NiftiSource source = NiftiSource.open(headerFile, where);
        try {
            Head head = head(source);
            NiftiHeader header = HeaderParser.parse(head.bytes(), head.start());
            if (HeaderParser.isOfPair(head.bytes(), head.start())) {
                source.close();
                source = NiftiSource.open(NiftiPair.voxelsOf(headerFile), where);
            }
            return new Opened(checked(header, source), source);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** The header of a file that holds its voxels itself. */
    private NiftiHeader single(NiftiSource source) {
        Head head = head(source);
        if (HeaderParser.isOfPair(head.bytes(), head.start())) {
            throw NiftiFaults.pairAlone();
        }
        return checked(HeaderParser.parse(head.bytes(), head.start()), source);
    }

    private NiftiHeader checked(NiftiHeader header, NiftiSource source) {
        limits.check(header);
        source.checkHolds(header);
        return header;
    }

    record Head(byte[] bytes, HeaderParser.Start start) {}

    /** Of a single file, or of a pair by either name. */
    static Head headOf(Path file) {
        try (NiftiSource source = NiftiSource.open(NiftiPair.headerOf(file), "header")) {
            return head(source);
        }
    }

    static Head head(NiftiSource source) {
        byte[] bytes = new byte[HeaderField.NIFTI2.size()];
        int first = HeaderField.NIFTI1.size();
        int read = source.read(bytes, first);
        if (read == 0) {
            throw NiftiFaults.empty(source.where());
        }
        if (read < first) {
            throw NiftiFaults.cutHeader(read, first);
        }
        HeaderParser.Start start = HeaderParser.start(bytes);
        if (start.fields() == HeaderField.NIFTI2) {
            byte[] rest = new byte[bytes.length - first];
            int more = source.read(rest, rest.length);
            if (more < rest.length) {
                throw NiftiFaults.cutHeader(first + more, bytes.length);
            }
            System.arraycopy(rest, 0, bytes, first, rest.length);
        }
        return new Head(bytes, start);
    }
}
