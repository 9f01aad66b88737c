package org.e2enet.dicom.seg;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;

/** By what frames are ordered: segment, then position. */
final class SegDimensions {
    private SegDimensions() {}

    static void put(DataSet seg, String uid, boolean bySegment) {
        seg.put(
                Attribute.DIMENSION_ORGANIZATION_SEQUENCE,
                new DataSet().put(Attribute.DIMENSION_ORGANIZATION_UID, uid));
        List<DataSet> indices = new ArrayList<>();
        if (bySegment) {
            indices.add(index(uid, Attribute.REFERENCED_SEGMENT_NUMBER, Attribute.SEGMENT_IDENTIFICATION_SEQUENCE));
        }
        indices.add(index(uid, Attribute.IMAGE_POSITION_PATIENT, Attribute.PLANE_POSITION_SEQUENCE));
        seg.put(Attribute.DIMENSION_INDEX_SEQUENCE, indices);
    }

    private static DataSet index(String uid, Attribute pointer, Attribute group) {
        return new DataSet()
                .put(Attribute.DIMENSION_ORGANIZATION_UID, uid)
                .put(Attribute.DIMENSION_INDEX_POINTER, pointer)
                .put(Attribute.FUNCTIONAL_GROUP_POINTER, group)
                .put(Attribute.DIMENSION_DESCRIPTION_LABEL, pointer.keyword());
    }
}
