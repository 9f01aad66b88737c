package org.e2enet.pacs.routing;

import java.util.List;
import java.util.Set;
import org.e2enet.pacs.archive.DicomJson;
import org.e2enet.pacs.archive.DicomJson.Tag;

/**
 * What routes ask of a series.
 *
 * @param slices instances, frames counted
 * @param sliceThicknessMm infinite where the series does not say
 */
public record SeenSeries(
        String modality,
        String manufacturer,
        String sopClass,
        List<String> imageType,
        String bodyPart,
        String description,
        String calledAet,
        int slices,
        double sliceThicknessMm) {
    /** What is made from images, or about them. */
    private static final Set<String> NO_SCANS = Set.of("SEG", "RTSTRUCT", "RTPLAN", "RTDOSE", "SR", "PR", "KO", "DOC");

    /** What results of this product say of their maker. */
    private static final String OWN = "E2ENet";

    /** @param first attributes of one of its instances */
    public static SeenSeries of(DicomJson first, int instances, String calledAet) {
        return new SeenSeries(
                first.text(Tag.MODALITY),
                first.text(Tag.MANUFACTURER),
                first.text(Tag.SOP_CLASS_UID),
                first.texts(Tag.IMAGE_TYPE),
                first.text(Tag.BODY_PART_EXAMINED),
                first.text(Tag.SERIES_DESCRIPTION),
                calledAet,
                instances * Math.max(1, (int) first.number(Tag.NUMBER_OF_FRAMES, 1)),
                first.number(Tag.SLICE_THICKNESS, Double.POSITIVE_INFINITY));
    }

    /** Never routed, whatever the routes say: or a result would be segmented, and that result again. */
    public boolean isResult() {
        return NO_SCANS.contains(modality) || manufacturer.equals(OWN);
    }
}
