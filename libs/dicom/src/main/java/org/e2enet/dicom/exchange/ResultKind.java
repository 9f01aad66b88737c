package org.e2enet.dicom.exchange;

import java.io.IOException;
import java.io.OutputStream;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.dicom.rtstruct.RtStructWriter;
import org.e2enet.dicom.seg.ResultIdentity;
import org.e2enet.dicom.seg.SegWriter;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.LabelVolume;

/** The DICOM objects that a segmentation of a series can become. */
public enum ResultKind {
    /** Segmentation Storage, one bit per pixel and segment: what archives and viewers know. */
    SEG,
    /** Label Map Segmentation Storage (Supplement 243). */
    LABELMAP,
    /** RT Structure Set: contours. */
    RTSTRUCT;

    /**
     * Writes a segmentation as an object of the series it is of. The same segmentation, named by the same identity, gives the same
     * bytes.
     *
     * @param labels label values of the data set, on the series' grid
     * @param definition names the labels and codes them
     * @param out stays open
     * @throws org.e2enet.faults.FaultException {@code IMG-114} for another grid, {@code DCM-607} for a label that the data set does not
     *     name
     */
    public void write(
            Series series, LabelVolume labels, DatasetDefinition definition, ResultIdentity identity, OutputStream out)
            throws IOException {
        LabelSegments segments = LabelSegments.of(definition, labels);
        LabelVolume numbers = segments.numbered(labels);
        switch (this) {
            case SEG -> SegWriter.writeBinary(series, numbers, segments.segments(), identity, out);
            case LABELMAP -> SegWriter.writeLabelMap(series, numbers, segments.segments(), identity, out);
            case RTSTRUCT -> RtStructWriter.write(series, numbers, segments.segments(), identity, out);
        }
    }
}
