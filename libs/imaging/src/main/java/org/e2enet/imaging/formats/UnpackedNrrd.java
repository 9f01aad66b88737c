package org.e2enet.imaging.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiHeader;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;

/**
 * Labels of a {@code .nii.gz} as NRRD that is not packed: viewers in browsers read no other. Voxels keep order and type, and pass by
 * without being held.
 */
public final class UnpackedNrrd {
    private final Path nifti;
    private final NiftiHeader labels;
    private final byte[] header;

    /**
     * @param nifti packed labels of one channel, not scaled, as {@code NiftiWriter} writes them
     * @throws org.e2enet.faults.FaultException IMG-1xx when it cannot be read
     */
    public UnpackedNrrd(Path nifti) {
        this.nifti = nifti;
        this.labels = new NiftiReader(ReadLimits.SINGLE_CHANNEL).readHeader(nifti, "labels");
        NiftiEncoding encoding = new NiftiEncoding(labels.type(), labels.byteOrder(), 1, 0);
        this.header = HeaderWords.nrrd(
                        HeaderWords.nrrdPlacing(labels.geometry(), 1),
                        labels.geometry().extent(),
                        1,
                        encoding,
                        "raw",
                        null)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Of the whole NRRD file. */
    public long bytes() {
        return header.length + labels.voxelBytes();
    }

    /** Writes the whole NRRD file. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(header);
        try (InputStream voxels = new GZIPInputStream(Files.newInputStream(nifti), 1 << 16)) {
            voxels.skipNBytes(labels.voxelOffset());
            voxels.transferTo(out);
        }
    }
}
