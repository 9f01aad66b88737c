package org.e2enet.imaging.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Placement;
import org.e2enet.imaging.gate.CheckedGeometry;
import org.e2enet.imaging.gate.GeometryGate;

/** Reads the fields of a NIfTI-1 or NIfTI-2 header; throws a fault that names the field at odds. */
final class HeaderParser {
    private static final int MAX_OFFSET = 1 << 28;

    private final ByteBuffer header;
    private final HeaderField fields;

    private HeaderParser(ByteBuffer header, HeaderField fields) {
        this.header = header;
        this.fields = fields;
    }

    /** Which header the first bytes begin, with the byte order they are in. */
    record Start(HeaderField fields, ByteOrder order) {}

    static Start start(byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            int size = header.order(order).getInt(0);
            for (HeaderField fields : HeaderField.values()) {
                if (size == fields.size()) {
                    return new Start(fields, order);
                }
            }
        }
        throw NiftiFaults.notNifti("it does not begin with the header size 348 or 540");
    }

    /** Whether the header belongs to a pair: its voxels lie in an {@code .img} file. */
    static boolean isOfPair(byte[] bytes, Start start) {
        return bytes[start.fields().magic() + 1] == 'i';
    }

    static NiftiHeader parse(byte[] bytes, Start start) {
        HeaderParser parser = new HeaderParser(ByteBuffer.wrap(bytes).order(start.order()), start.fields());
        return parser.parse(isOfPair(bytes, start));
    }

    private NiftiHeader parse(boolean pair) {
        checkMagic();
        long[] dim = new long[8];
        for (int n = 0; n < dim.length; n++) {
            dim[n] = fields.dim(header, n);
        }
        checkDimensions(dim);
        VoxelType type = VoxelType.ofCode(header.getShort(fields.datatype()));
        CheckedGeometry checked = GeometryGate.check(
                new Size3((int) dim[3], (int) dim[2], (int) dim[1]),
                new Placement(
                        fields.code(header, fields.qformCode()),
                        fields.code(header, fields.sformCode()),
                        reals(fields.pixdim(), 4),
                        reals(fields.quaternion(), 6),
                        reals(fields.rows(), 12),
                        fields.units(header)));
        double slope = fields.real(header, fields.slope());
        double intercept = fields.real(header, fields.intercept());
        boolean scales = slope != 0 && Double.isFinite(slope);
        if (scales && !Double.isFinite(intercept)) {
            throw NiftiFaults.field("scl_inter", intercept, "finite");
        }
        return new NiftiHeader(
                header.order(),
                type,
                dim[0] > 3 ? (int) dim[4] : 1,
                checked.geometry(),
                scales ? slope : 1,
                scales ? intercept : 0,
                voxelOffset(pair),
                checked.notes());
    }

    private void checkMagic() {
        String magic = new String(header.array(), fields.magic(), 4, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (!magic.equals(fields.magicOf('+')) && !magic.equals(fields.magicOf('i'))) {
            throw NiftiFaults.notNifti(
                    "the magic " + fields.magicOf('+').strip() + " is missing (Analyze 7.5 has none)");
        }
    }

    private static void checkDimensions(long[] dim) {
        if (dim[0] < 3 || dim[0] > 7) {
            throw NiftiFaults.dimensions(dim);
        }
        for (int axis = 1; axis <= dim[0]; axis++) {
            boolean wrong = axis <= 3 ? dim[axis] < 2 : axis == 4 ? dim[axis] < 1 : dim[axis] != 1;
            if (wrong || dim[axis] > Integer.MAX_VALUE) {
                throw NiftiFaults.dimensions(dim);
            }
        }
    }

    private long voxelOffset(boolean pair) {
        double offset = fields.offset(header);
        int least = pair ? 0 : fields.singleFileOffset();
        if (offset == 0) {
            return least;
        }
        if (!(offset >= least && offset <= MAX_OFFSET) || offset != Math.rint(offset)) {
            throw NiftiFaults.field("vox_offset", offset, "a whole number from " + least + " to " + MAX_OFFSET);
        }
        return (long) offset;
    }

    private List<Float> reals(int offset, int count) {
        List<Float> numbers = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            numbers.add((float) fields.real(header, offset + n * fields.realBytes()));
        }
        return numbers;
    }
}
