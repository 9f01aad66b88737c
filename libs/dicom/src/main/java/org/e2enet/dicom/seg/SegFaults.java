package org.e2enet.dicom.seg;

import org.e2enet.dicom.part10.Attribute;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Errors of segmentations: DCM-601 to DCM-606. */
final class SegFaults {
    private SegFaults() {}

    static FaultException notSeg(String what) {
        return fault("DCM-601", what, "segmentation", "Give a DICOM SEG object of type BINARY or LABELMAP.");
    }

    static FaultException otherSeries() {
        return fault(
                "DCM-602",
                "the segmentation lies in another frame of reference than the series",
                Attribute.FRAME_OF_REFERENCE_UID.words(),
                "Give the series it was drawn on.");
    }

    static FaultException otherGrid(String what) {
        return fault("DCM-603", what, "segmentation", "Give the series it was drawn on, or resample it.");
    }

    static FaultException overlapping(int first, int second) {
        return fault(
                "DCM-604",
                "segments " + first + " and " + second + " share a pixel: no label map can say so",
                "segmentation",
                "Part the segments, or give one that does not overlap.");
    }

    static FaultException incomplete(String what) {
        return fault("DCM-605", what, "segmentation", "Export or transfer it again.");
    }

    static FaultException label(int label, int segments) {
        return fault(
                "DCM-606",
                "label " + label + " has no segment: " + segments + " are described",
                "segments",
                "Describe one segment for each label, from 1 without gaps.");
    }

    private static FaultException fault(String code, String what, String where, String mend) {
        return new Fault(code, what, where, mend).exception();
    }
}
