package org.e2enet.ingest.originals;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Smaller volumes of stored files, {@code .nii.gz}. Waits for its turn where others hold the heap; what waits to be sent holds none. Thread safe. */
@Singleton
class Previews {
    private static final int IMAGE_BYTES = Float.BYTES;

    private final MemoryBudget memory;
    private final Path temporary;
    private final ScanReader images = ScanReader.ofSingleFiles(ReadLimits.WITH_CHANNELS);
    private final ScanReader labels = ScanReader.ofSingleFiles(ReadLimits.SINGLE_CHANNEL);

    @Inject
    Previews(MemoryBudget memory, @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path temporary) {
        this.memory = memory;
        this.temporary = temporary;
    }

    /** @param most voxels along each axis */
    StreamingOutput ofImage(Path file, int most) {
        NiftiHeader header = images.readHeader(file, "image");
        try (MemoryBudget.Loan _ = reserve(header.voxels() * IMAGE_BYTES)) {
            Volume image = images.readImage(file, "image");
            Volume small = new SmallerGrid(image.geometry(), most).of(image);
            return onDisk(out -> NiftiWriter.write(small, NiftiEncoding.FLOAT32, out, true));
        }
    }

    /** @param most voxels along each axis */
    StreamingOutput ofLabels(Path file, int most) {
        NiftiHeader header = labels.readHeader(file, "labels");
        try (MemoryBudget.Loan _ = reserve(header.voxels() * Short.BYTES)) {
            LabelVolume read = labels.readLabels(file, "labels");
            LabelVolume small = new SmallerGrid(read.geometry(), most).of(read);
            return onDisk(out -> NiftiWriter.write(small, out, true));
        }
    }

    /** Written before it is sent, so that the loan ends however slowly somebody reads; without a name by then, it leaves nothing. */
    private StreamingOutput onDisk(StreamingOutput preview) {
        try {
            Files.createDirectories(temporary);
            Path packed = Files.createTempFile(temporary, "preview", ".nii.gz");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(packed))) {
                    preview.write(out);
                }
                InputStream written = Files.newInputStream(packed);
                return out -> {
                    try (written) {
                        written.transferTo(out);
                    }
                };
            } finally {
                Files.delete(packed);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What is read, and the smaller one beside it, which is no larger. */
    private MemoryBudget.Loan reserve(long bytes) {
        return memory.reserve(
                Need.heap(2.0 * bytes), () -> IngestFaults.noRoomForPreview().exception());
    }
}
