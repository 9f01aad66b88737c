package org.e2enet.imaging.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.scan.Extent;
import org.e2enet.contract.scan.Placement;
import org.e2enet.imaging.Geometry;

/**
 * What a NIfTI-1 header says, checked, before any voxel is read. Free text (description, file names) is left behind: it
 * may name the patient.
 *
 * @param channels size of the fourth axis, 1 for a 3-D image
 * @param slope multiplies stored numbers; 1 when the file scales nothing
 * @param intercept is added after
 * @param voxelOffset where voxels begin in the (unpacked) file
 */
public record NiftiHeader(
        ByteOrder byteOrder,
        VoxelType type,
        int channels,
        Geometry geometry,
        double slope,
        double intercept,
        long voxelOffset) {
    private static final int METRE = 1;
    private static final int MICRON = 3;
    private static final int SPATIAL_UNITS = 0x07;
    private static final int MAX_OFFSET = 1 << 28;

    /** Voxels of all channels. */
    public long voxels() {
        return geometry.extent().voxels() * channels;
    }

    /** Bytes the voxels of all channels take in the unpacked file. */
    public long voxelBytes() {
        return voxels() * type.bytes();
    }

    boolean scales() {
        return slope != 1 || intercept != 0;
    }

    /** Reads the fields out of the first 348 bytes of a file; throws a fault that names the field at odds. */
    static NiftiHeader parse(byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        header.order(byteOrder(header));
        checkMagic(header);
        short[] dim = new short[8];
        for (int n = 0; n < dim.length; n++) {
            dim[n] = header.getShort(HeaderField.DIM + 2 * n);
        }
        checkDimensions(dim);
        VoxelType type = VoxelType.ofCode(header.getShort(HeaderField.DATATYPE));
        int units = header.get(HeaderField.XYZT_UNITS) & 0xff;
        if ((units & SPATIAL_UNITS) == METRE || (units & SPATIAL_UNITS) == MICRON) {
            throw NiftiFaults.field("xyzt_units", units, "millimetres (2) or unset (0)");
        }
        Placement placement = new Placement(
                header.getShort(HeaderField.QFORM_CODE),
                header.getShort(HeaderField.SFORM_CODE),
                floats(header, HeaderField.PIXDIM, 4),
                floats(header, HeaderField.QUATERN_B, 6),
                floats(header, HeaderField.SROW_X, 12),
                units);
        float slope = header.getFloat(HeaderField.SCL_SLOPE);
        float intercept = header.getFloat(HeaderField.SCL_INTER);
        boolean scales = slope != 0 && Float.isFinite(slope);
        if (scales && !Float.isFinite(intercept)) {
            throw NiftiFaults.field("scl_inter", intercept, "finite");
        }
        return new NiftiHeader(
                header.order(),
                type,
                dim[0] > 3 ? dim[4] : 1,
                new Geometry(new Extent(dim[3], dim[2], dim[1]), placement),
                scales ? slope : 1,
                scales ? intercept : 0,
                voxelOffset(header));
    }

    private static ByteOrder byteOrder(ByteBuffer header) {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            int size = header.order(order).getInt(HeaderField.SIZEOF_HDR);
            if (size == HeaderField.SIZE) {
                return order;
            }
            if (size == 540) {
                throw NiftiFaults.notNifti("it is NIfTI-2");
            }
        }
        throw NiftiFaults.notNifti("it does not begin with the header size 348");
    }

    private static void checkMagic(ByteBuffer header) {
        int magic = header.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(HeaderField.MAGIC);
        if (magic == 0x6e693100) { // "ni1"
            throw NiftiFaults.notNifti("it is the header of an .hdr/.img pair");
        }
        if (magic != 0x6e2b3100) { // "n+1"
            throw NiftiFaults.notNifti("the magic n+1 is missing");
        }
    }

    private static void checkDimensions(short[] dim) {
        if (dim[0] < 3 || dim[0] > 7) {
            throw NiftiFaults.dimensions(dim);
        }
        for (int axis = 1; axis <= dim[0]; axis++) {
            boolean wrong = axis <= 3 ? dim[axis] < 2 : axis == 4 ? dim[axis] < 1 : dim[axis] != 1;
            if (wrong) {
                throw NiftiFaults.dimensions(dim);
            }
        }
    }

    private static long voxelOffset(ByteBuffer header) {
        float offset = header.getFloat(HeaderField.VOX_OFFSET);
        if (offset == 0) {
            return HeaderField.SINGLE_FILE_OFFSET;
        }
        if (!(offset >= HeaderField.SINGLE_FILE_OFFSET && offset <= MAX_OFFSET) || offset != Math.rint(offset)) {
            throw NiftiFaults.field("vox_offset", offset, "a whole number from 352 to " + MAX_OFFSET);
        }
        return (long) offset;
    }

    private static List<Float> floats(ByteBuffer header, int offset, int count) {
        List<Float> numbers = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            numbers.add(header.getFloat(offset + 4 * n));
        }
        return numbers;
    }
}
