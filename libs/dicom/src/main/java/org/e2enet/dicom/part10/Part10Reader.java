package org.e2enet.dicom.part10;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Reads one DICOM file up to its pixels. Takes implicit and explicit little endian, explicit big endian, deflated and
 * encapsulated files. Throws {@link org.e2enet.faults.FaultException} with a code {@code DCM-10x} for a bad file and
 * nothing else; what was read until then stays in {@link #dataSet()}, so that its series can be named. For one file and
 * one thread.
 */
public final class Part10Reader {
    private static final int PREAMBLE = 128;
    private static final int MAGIC = 0x4449434d; // "DICM"

    private final MemorySegment file;
    private final String where;
    private final DataSet meta = new DataSet();
    private final DataSet dataSet = new DataSet();

    /** @param where names the file in errors: a number, no path that may hold a patient's name */
    public Part10Reader(MemorySegment file, String where) {
        this.file = file;
        this.where = where;
    }

    /** What was read so far: all after {@link #read}, a part after it threw. */
    public DataSet dataSet() {
        return dataSet;
    }

    /** Whether a file begins as DICOM does. */
    public static boolean isDicom(MemorySegment file) {
        return file.byteSize() >= PREAMBLE + 4
                && new Cursor(file, PREAMBLE, TransferSyntax.EXPLICIT_BIG.byteOrder(), "").u32() == MAGIC;
    }

    public Part10File read() {
        try {
            return whole();
        } catch (InternalError e) { // a mapped file that was cut meanwhile
            throw Part10Faults.changed(where, e);
        }
    }

    private Part10File whole() {
        if (file.byteSize() == 0) {
            throw Part10Faults.empty(where);
        }
        if (!isDicom(file)) {
            throw Part10Faults.notDicom(where);
        }
        Cursor cursor = new Cursor(file, PREAMBLE + 4, TransferSyntax.EXPLICIT_LITTLE.byteOrder(), where);
        new ElementReader(cursor, true).readMeta(meta);
        String uid = meta.text(Attribute.TRANSFER_SYNTAX_UID);
        if (uid.isEmpty()) {
            throw Part10Faults.noTransferSyntax(where);
        }
        TransferSyntax syntax = new TransferSyntax(uid);
        MemorySegment body = file.asSlice(cursor.position());
        if (syntax.equals(TransferSyntax.DEFLATED)) {
            body = Inflation.inflate(body, ReadBounds.inflatedBytes(body.byteSize()), where);
        }
        ElementReader elements = new ElementReader(new Cursor(body, 0, syntax.byteOrder(), where), syntax.isExplicit());
        Optional<PixelData> pixels = elements.readObject(dataSet);
        return new Part10File(syntax, meta, dataSet, pixels, body);
    }
}
