package org.e2enet.dicom.exchange;

import java.io.IOException;
import java.nio.file.Path;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.VoxelType;

/**
 * A series as what leaves the door: its voxels on the grid they were acquired on, as NIfTI, and nothing else. Names, identifiers,
 * dates and texts stay behind; a face or burned-in letters are voxels and stay in.
 */
public final class AnonymousScan {
    private AnonymousScan() {}

    /**
     * Writes the voxels of an accepted series: int16 where that holds every one of them exactly, else float32. The same series gives
     * the same bytes, and so the same scan.
     *
     * @param target ends in {@code .nii}, or in {@code .nii.gz} to be packed
     * @throws org.e2enet.faults.FaultException the verdict's fault where the series is refused, {@code DCM-2xx} for bad pixels
     */
    public static void write(Series series, Path target) throws IOException {
        Volume image = series.readVolume();
        NiftiEncoding encoding = isInt16(image.channel(0)) ? NiftiEncoding.of(VoxelType.INT16) : NiftiEncoding.FLOAT32;
        NiftiWriter.write(image, encoding, target);
    }

    /** Writes labels that were drawn on a series, as they are stored beside it for training. */
    public static void write(LabelVolume labels, Path target) throws IOException {
        NiftiWriter.write(labels, target);
    }

    private static boolean isInt16(float[] voxels) {
        for (float voxel : voxels) {
            if (voxel != (short) voxel) {
                return false;
            }
        }
        return true;
    }
}
