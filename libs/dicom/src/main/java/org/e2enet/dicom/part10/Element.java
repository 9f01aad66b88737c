package org.e2enet.dicom.part10;

import java.util.List;

/** A value as bytes, numbers little endian; or the items of a sequence. One of the two is null. */
record Element(Vr vr, byte[] value, List<DataSet> items) {
    static Element of(Vr vr, byte[] value) {
        return new Element(vr, value, null);
    }

    static Element ofItems(List<DataSet> items) {
        return new Element(Vr.SQ, null, items);
    }
}
