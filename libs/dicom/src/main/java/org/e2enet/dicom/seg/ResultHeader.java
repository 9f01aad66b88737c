package org.e2enet.dicom.seg;

import java.util.List;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.series.Series;

/**
 * The modules every result begins with: patient and study as the series has them, byte for byte with their character
 * set; series and equipment of its own.
 */
public final class ResultHeader {
    private static final List<Attribute> MAY_BE_EMPTY = List.of(
            Attribute.PATIENT_NAME,
            Attribute.PATIENT_ID,
            Attribute.PATIENT_BIRTH_DATE,
            Attribute.PATIENT_SEX,
            Attribute.STUDY_DATE,
            Attribute.STUDY_TIME,
            Attribute.STUDY_ID,
            Attribute.ACCESSION_NUMBER,
            Attribute.REFERRING_PHYSICIAN_NAME);

    private static final List<Attribute> WHERE_PRESENT = List.of(
            Attribute.SPECIFIC_CHARACTER_SET,
            Attribute.TIMEZONE_OFFSET_FROM_UTC,
            Attribute.STUDY_DESCRIPTION,
            Attribute.ISSUER_OF_PATIENT_ID,
            Attribute.PATIENT_AGE,
            Attribute.PATIENT_SIZE,
            Attribute.PATIENT_WEIGHT,
            Attribute.PATIENT_IDENTITY_REMOVED,
            Attribute.DEIDENTIFICATION_METHOD);

    private static final int MAX_LONG_STRING = 64;

    private ResultHeader() {}

    /**
     * @param kind names the identifiers of the result: SEG, LABELMAP or RTSTRUCT
     * @param modality SEG or RTSTRUCT
     */
    public static DataSet of(Series series, ResultIdentity identity, String kind, String modality, String sopClass) {
        DataSet source = series.header();
        DataSet result = new DataSet();
        MAY_BE_EMPTY.forEach(attribute -> result.copyOrEmpty(attribute, source));
        WHERE_PRESENT.stream().filter(source::has).forEach(attribute -> result.copy(attribute, source));
        result.copy(Attribute.STUDY_INSTANCE_UID, source);
        result.put(Attribute.SOP_CLASS_UID, sopClass);
        String segmented = source.text(Attribute.SERIES_INSTANCE_UID);
        result.put(Attribute.SOP_INSTANCE_UID, identity.instanceUid(kind, segmented));
        result.put(Attribute.SERIES_INSTANCE_UID, identity.seriesUid(kind, segmented));
        result.put(Attribute.INSTANCE_CREATION_DATE, identity.date());
        result.put(Attribute.INSTANCE_CREATION_TIME, identity.time());
        result.put(Attribute.SERIES_DATE, identity.date());
        result.put(Attribute.SERIES_TIME, identity.time());
        result.put(Attribute.MODALITY, modality);
        result.put(Attribute.SERIES_DESCRIPTION, text("E2ENet " + identity.modelName()));
        result.put(Attribute.SERIES_NUMBER, seriesNumber(source));
        result.put(Attribute.INSTANCE_NUMBER, 1);
        result.put(Attribute.MANUFACTURER, "E2ENet");
        result.put(Attribute.MANUFACTURER_MODEL_NAME, text(identity.modelName()));
        result.put(Attribute.DEVICE_SERIAL_NUMBER, "1");
        result.put(Attribute.SOFTWARE_VERSIONS, text(identity.softwareVersion()));
        result.copy(Attribute.FRAME_OF_REFERENCE_UID, source);
        result.copyOrEmpty(Attribute.POSITION_REFERENCE_INDICATOR, source);
        return result;
    }

    /** A result of series 4 is series 4004: beside its source in a viewer's list. */
    private static int seriesNumber(DataSet source) {
        String number = source.text(Attribute.SERIES_NUMBER);
        return number.matches("\\d{1,5}") ? 4000 + Integer.parseInt(number) : 4000;
    }

    /** ASCII, at most 64 characters, no backslash. */
    public static String text(String any) {
        String ascii = any.replaceAll("[^\\x20-\\x7e]|\\\\", "?").strip();
        return ascii.substring(0, Math.min(MAX_LONG_STRING, ascii.length()));
    }
}
