package org.e2enet.imaging.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.gate.GeometryNote;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiHeader;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.nifti.VoxelWriter;

/**
 * Writes labels as another scan is written: in its format, and on its grid to the last bit, for what its header says of the grid is
 * copied and not computed. Where the gate repaired that, the repaired grid is written.
 */
public final class LabelsLike {
    private static final String PACKED_NIFTI = ".nii.gz";

    private LabelsLike() {}

    /** Ending of a file in the scan's format; packed NIfTI for a pair. */
    public static String ending(Path scan) throws IOException {
        String name = scan.getFileName().toString();
        return switch (ScanFormat.ofFile(scan)) {
            case NIFTI -> PACKED_NIFTI;
            case META_IMAGE -> name.endsWith(".mhd") ? ".mhd" : ".mha";
            case NRRD -> name.endsWith(".nhdr") ? ".nhdr" : ".nrrd";
        };
    }

    /**
     * Writes labels.
     *
     * @param labels on the scan's grid
     * @param scan a file that was read before, on a user's disk
     * @param target ends in the scan's {@link #ending}
     * @throws org.e2enet.faults.FaultException {@code IMG-1xx} where the scan is not what it was
     */
    public static void write(LabelVolume labels, Path scan, Path target) throws IOException {
        NiftiHeader header = new ScanReader(ReadLimits.WITH_CHANNELS).readHeader(scan, "scan");
        header.geometry().requireSameGrid(labels.geometry(), "labels");
        boolean repaired = header.notes().stream().anyMatch(GeometryNote::isRepair);
        NiftiEncoding encoding = NiftiEncoding.ofLabels(labels.maxLabel());
        LabelVolume placed = new LabelVolume(header.geometry(), labels.labels());
        if (ScanFormat.ofFile(scan) == ScanFormat.NIFTI) {
            if (repaired) {
                NiftiWriter.write(placed, target);
            } else {
                NiftiWriter.writePlacedLike(scan, placed, target);
            }
            return;
        }
        Optional<String> placing = repaired ? Optional.empty() : PlacingLines.of(scan);
        if (placing.isPresent()) {
            ScanWriter.write(placing.get(), labels.extent(), 1, encoding, VoxelWriter.Voxels.of(labels), target);
        } else {
            ScanWriter.write(placed, target);
        }
    }
}
