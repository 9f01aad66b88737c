package org.e2enet.train.validation;

import java.util.List;
import org.e2enet.catalogue.Runs;
import org.e2enet.scoring.postprocessing.CaseTrial;

/**
 * How a fold's final model did on its validation scans.
 *
 * @param weightsSha256 of the model that was validated
 * @param scans in the request's order
 */
record FoldValidation(String runId, int fold, String modelId, String weightsSha256, List<Scan> scans) {
    /** One validation scan. */
    record Scan(String scanId, CaseTrial trial) {}

    FoldValidation {
        scans = List.copyOf(scans);
    }

    String id() {
        return Runs.id(runId, fold);
    }
}
