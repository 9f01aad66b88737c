package org.e2enet.dicom.seg;

import java.util.List;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.LabelVolume;

/** Labels must lie on the series' grid, and each must be described. */
public final class SegChecks {
    private SegChecks() {}

    /** Throws {@code IMG-114} or {@code DCM-606}. */
    public static void requireFit(Series series, LabelVolume labels, List<Segment> segments) {
        series.requireGeometry().requireSameGrid(labels.geometry(), "labels");
        for (int n = 0; n < segments.size(); n++) {
            if (segments.get(n).label() != n + 1) {
                throw SegFaults.label(n + 1, segments.size());
            }
        }
        int most = labels.maxLabel();
        if (most > segments.size() || segments.isEmpty()) {
            throw SegFaults.label(Math.max(1, most), segments.size());
        }
    }
}
