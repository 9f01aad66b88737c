package org.e2enet.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.e2enet.dicom.files.FileSet;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.dicom.series.SeriesIndex;

/**
 * The way in: a folder, a zip or a single file becomes a list of series, each with its verdict; the accepted ones become
 * volumes ({@link Series#readVolume}). Close it when the volumes were read.
 *
 * <p>Throws {@link org.e2enet.faults.FaultException} with a code {@code DCM-xxx} for an input that cannot be looked
 * through; what is wrong with one series is that series' verdict.
 */
public final class DicomInput implements AutoCloseable {
    private static final int PREAMBLE_BYTES = 128;
    private static final byte[] PART_10 = {'D', 'I', 'C', 'M'};
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final FileSet files;
    private final SeriesIndex index;

    private DicomInput(FileSet files, SeriesIndex index) {
        this.files = files;
        this.index = index;
    }

    public static DicomInput open(Path folderZipOrFile, ReadOptions options) {
        FileSet files = FileSet.open(folderZipOrFile, options.bounds());
        try {
            return new DicomInput(files, SeriesIndex.of(files.files(), options));
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    /** Whether a file is DICOM or a zip; by content. */
    public static boolean isFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(PREAMBLE_BYTES + PART_10.length);
            return begins(start, 0, ZIP) || begins(start, PREAMBLE_BYTES, PART_10);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean begins(byte[] bytes, int from, byte[] with) {
        return bytes.length >= from + with.length
                && Arrays.equals(bytes, from, from + with.length, with, 0, with.length);
    }

    /** All series, image series first, in the order of their files. */
    public List<Series> series() {
        return index.series();
    }

    /** Files that were stepped over, by the code that says why; DCM-102 is "no DICOM file". */
    public Map<String, Integer> skipped() {
        return index.skipped();
    }

    /** The one image series of the input; {@code DCM-302} if there are several, its own fault if it is refused. */
    public Series onlySeries() {
        return index.onlySeries();
    }

    @Override
    public void close() {
        files.close();
    }
}
