package org.e2enet.standalone.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.e2enet.dicom.exchange.ResultKind;

/** What a segmentation can be written as: {@code --as}. */
enum ResultForm {
    /** The input's own format; a DICOM SEG of a DICOM series. */
    SAME(""),
    NIFTI(".nii.gz"),
    MHA(".mha"),
    NRRD(".nrrd"),
    SEG(".dcm"),
    LABELMAP("-labelmap.dcm"),
    RTSTRUCT("-rtstruct.dcm");

    private final String ending;

    ResultForm(String ending) {
        this.ending = ending;
    }

    /** Of the file's name, after its stem. */
    String ending() {
        return ending;
    }

    /** The DICOM object, of those that are one. */
    Optional<ResultKind> kind() {
        return switch (this) {
            case SEG -> Optional.of(ResultKind.SEG);
            case LABELMAP -> Optional.of(ResultKind.LABELMAP);
            case RTSTRUCT -> Optional.of(ResultKind.RTSTRUCT);
            default -> Optional.empty();
        };
    }

    /** As it is typed. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(ResultForm::text).toList();
    }
}
