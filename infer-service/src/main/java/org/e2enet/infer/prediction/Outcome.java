package org.e2enet.infer.prediction;

import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionFailed;

/** How a request ended: the event to announce. */
sealed interface Outcome {
    /** The segmentation is in the store. */
    record Completed(PredictionCompleted event) implements Outcome {}

    /** It cannot be made as things are. */
    record Failed(PredictionFailed event) implements Outcome {}
}
