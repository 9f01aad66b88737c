package org.e2enet.ingest.originals;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.file.Path;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiHeader;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.memory.Need;

/** Smaller volumes of stored files, {@code .nii.gz}. Waits for its turn where others hold the heap. Thread safe. */
@Singleton
class Previews {
    private static final int IMAGE_BYTES = Float.BYTES;

    private final MemoryBudget memory;
    private final ScanReader images = ScanReader.ofSingleFiles(ReadLimits.WITH_CHANNELS);
    private final ScanReader labels = ScanReader.ofSingleFiles(ReadLimits.SINGLE_CHANNEL);

    @Inject
    Previews(MemoryBudget memory) {
        this.memory = memory;
    }

    /** @param most voxels along each axis */
    StreamingOutput ofImage(Path file, int most) {
        NiftiHeader header = images.readHeader(file, "image");
        try (MemoryBudget.Loan _ = reserve(header.voxels() * IMAGE_BYTES)) {
            Volume image = images.readImage(file, "image");
            Volume small = new SmallerGrid(image.geometry(), most).of(image);
            return out -> NiftiWriter.write(small, NiftiEncoding.FLOAT32, out, true);
        }
    }

    /** @param most voxels along each axis */
    StreamingOutput ofLabels(Path file, int most) {
        NiftiHeader header = labels.readHeader(file, "labels");
        try (MemoryBudget.Loan _ = reserve(header.voxels() * Short.BYTES)) {
            LabelVolume read = labels.readLabels(file, "labels");
            LabelVolume small = new SmallerGrid(read.geometry(), most).of(read);
            return out -> NiftiWriter.write(small, out, true);
        }
    }

    /** What is read, and the smaller one beside it, which is no larger. */
    private MemoryBudget.Loan reserve(long bytes) {
        return memory.reserve(
                Need.heap(2.0 * bytes), () -> IngestFaults.noRoomForPreview().exception());
    }
}
