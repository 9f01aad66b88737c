package org.e2enet.metrics.evaluate;

import org.e2enet.contract.ObjectRef;

/** Whether a scan comes with a segmentation to compare with. */
public sealed interface Truth {
    /** The original label file. */
    record Labels(ObjectRef file) implements Truth {}

    /** @param reason short and from a small set, fit for a metric's tag */
    record Missing(String reason) implements Truth {}
}
