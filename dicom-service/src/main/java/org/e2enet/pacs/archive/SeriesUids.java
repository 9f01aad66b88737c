package org.e2enet.pacs.archive;

import java.util.regex.Pattern;
import org.e2enet.pacs.archive.DicomJson.Tag;

/**
 * The identifiers a series goes by in an archive. They are told to the archive alone.
 *
 * @param study StudyInstanceUID, empty where only the archive knows it
 * @param series SeriesInstanceUID
 */
public record SeriesUids(String study, String series) {
    private static final Pattern UID = Pattern.compile("\\d+(\\.\\d+)*");
    private static final int LONGEST = 64;

    static SeriesUids of(DicomJson object) {
        return new SeriesUids(object.text(Tag.STUDY_INSTANCE_UID), object.text(Tag.SERIES_INSTANCE_UID));
    }

    /** A series by its own identifier alone. */
    public static SeriesUids ofSomeStudy(String series) {
        return new SeriesUids("", series);
    }

    public boolean isStudyKnown() {
        return !study.isEmpty();
    }

    /** Whether both can stand in an address. */
    public boolean areValid() {
        return isUid(study) && isUid(series);
    }

    /** Whether it has the form of an identifier, and can stand in an address. */
    public static boolean isUid(String text) {
        return text != null && text.length() <= LONGEST && UID.matcher(text).matches();
    }

    String path() {
        return "studies/" + study + "/series/" + series;
    }

    /** Nothing of it: for logs. */
    @Override
    public String toString() {
        return "SeriesUids";
    }
}
