package org.e2enet.imaging.nifti;

import java.nio.ByteOrder;
import java.util.List;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.gate.GeometryNote;

/**
 * What a scan's header says, checked, before any voxel is read. NIfTI's own fields; headers of other formats are
 * translated into them. Free text (description, file names) is left behind: it
 * may name the patient.
 *
 * @param channels size of the fourth axis, 1 for a 3-D image
 * @param slope multiplies stored numbers; 1 when the file scales nothing
 * @param intercept is added after
 * @param voxelOffset where voxels begin in the (unpacked) file that holds them
 * @param notes what the gate found odd about the grid, or repaired
 */
public record NiftiHeader(
        ByteOrder byteOrder,
        VoxelType type,
        int channels,
        Geometry geometry,
        double slope,
        double intercept,
        long voxelOffset,
        List<GeometryNote> notes) {
    public NiftiHeader {
        notes = List.copyOf(notes);
    }

    /** Voxels of all channels. */
    public long voxels() {
        return geometry.extent().volume() * channels;
    }

    /** Bytes the voxels of all channels take in the unpacked file. */
    public long voxelBytes() {
        return voxels() * type.bytes();
    }

    boolean scales() {
        return slope != 1 || intercept != 0;
    }
}
