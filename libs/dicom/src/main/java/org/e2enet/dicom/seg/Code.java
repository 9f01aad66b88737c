package org.e2enet.dicom.seg;

import java.util.Objects;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;

/** A coded concept, for instance {@code (85756007, SCT, "Tissue")}. */
public record Code(String value, String scheme, String meaning) {
    /** For what nobody coded: SNOMED CT's tissue. */
    public static final Code TISSUE = new Code("85756007", "SCT", "Tissue");

    static final Code SEGMENTATION = new Code("113076", "DCM", "Segmentation");
    static final Code SOURCE_IMAGE = new Code("121322", "DCM", "Source image for image processing operation");

    public Code {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(meaning, "meaning");
    }

    DataSet item() {
        return new DataSet()
                .put(Attribute.CODE_VALUE, value)
                .put(Attribute.CODING_SCHEME_DESIGNATOR, scheme)
                .put(Attribute.CODE_MEANING, meaning);
    }
}
