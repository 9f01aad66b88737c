package org.e2enet.standalone.prediction;

import java.nio.file.Path;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.standalone.console.Progress;
import org.e2enet.standalone.datasets.CaseFiles;

/** Segments scans by one model: through a stack, or in this process. */
interface ScanSegmenter extends AutoCloseable {
    /** Channels of a scan. */
    int channels();

    /** What the label values of a segmentation are called. */
    DatasetDefinition definition();

    /**
     * Writes the segmentation, as NIfTI on the scan's grid, to the target.
     *
     * @throws org.e2enet.faults.FaultException when this scan cannot be segmented; others may be
     */
    Segmented segment(CaseFiles files, Path target, Progress progress) throws InterruptedException;

    @Override
    void close();
}
