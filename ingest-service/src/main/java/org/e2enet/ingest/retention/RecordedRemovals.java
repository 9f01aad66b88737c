package org.e2enet.ingest.retention;

import java.util.List;
import org.e2enet.catalogue.Retention;
import org.e2enet.edge.audit.Auditor;

/** Has each removal by a rule recorded at once: what comes after it may fail. */
record RecordedRemovals(Auditor auditor) implements Retention.Told {
    private static final String ACTION = "removed by the rule";

    @Override
    public void scan(String scanId) {
        auditor.record(ACTION, List.of("scan " + scanId));
    }

    @Override
    public void prediction(String predictionId) {
        auditor.record(ACTION, List.of("prediction " + predictionId));
    }

    @Override
    public void filesOf(String scanId) {
        auditor.record("files removed by the rule", List.of("scan " + scanId));
    }
}
