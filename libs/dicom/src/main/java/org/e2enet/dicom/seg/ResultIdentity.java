package org.e2enet.dicom.seg;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.e2enet.dicom.part10.Uids;

/**
 * What a result is named after: identifiers, date and time follow from it, so that the same prediction gives the same
 * bytes and an archive keeps it once.
 *
 * @param predictionId content-derived id of the prediction
 * @param predicted when it was computed
 * @param modelName for people, at most 64 ASCII characters are written
 * @param softwareVersion of this program
 */
public record ResultIdentity(String predictionId, Instant predicted, String modelName, String softwareVersion) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss.SSS").withZone(ZoneOffset.UTC);

    public ResultIdentity {
        Objects.requireNonNull(predictionId, "predictionId");
        Objects.requireNonNull(predicted, "predicted");
        Objects.requireNonNull(modelName, "modelName");
        Objects.requireNonNull(softwareVersion, "softwareVersion");
    }

    /**
     * SOP instance UID of the result of a series: equal voxels in two series are one prediction, but a result for each.
     *
     * @param kind SEG, LABELMAP or RTSTRUCT
     * @param source UID of the series that was segmented
     */
    public String instanceUid(String kind, String source) {
        return uid(kind, "instance", source);
    }

    /** Series instance UID of the result; parameters as of {@link #instanceUid}. */
    public String seriesUid(String kind, String source) {
        return uid(kind, "series", source);
    }

    /** @param kind SEG, LABELMAP or RTSTRUCT, with what is named of it */
    public String uid(String... kind) {
        String[] names = new String[kind.length + 1];
        names[0] = predictionId;
        System.arraycopy(kind, 0, names, 1, kind.length);
        return Uids.derived(names);
    }

    public String date() {
        return DATE.format(predicted);
    }

    public String time() {
        return TIME.format(predicted);
    }
}
