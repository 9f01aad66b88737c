package org.e2enet.infer.prediction;

import java.util.Arrays;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.faults.Fault;
import org.e2enet.faults.Pseudonym;

/** Why a scan was not segmented: INF-201 to INF-213. */
final class PredictionFaults {
    static final String UNKNOWN_SCAN = "INF-201";

    private PredictionFaults() {}

    static Fault unknownScan(String scanId) {
        return new Fault(
                UNKNOWN_SCAN,
                "no such normalised scan in the store",
                "scan " + Pseudonym.of(scanId),
                "Upload the scan to ingest-service first and wait until it is normalised.");
    }

    static Fault deletedScan(String scanId) {
        return new Fault(
                "INF-211",
                "the scan was deleted while it was segmented; nothing of it stays",
                "scan " + Pseudonym.of(scanId),
                "Upload the scan again if it is still wanted.");
    }

    static Fault memory(String scanId, long bytes, long limitBytes) {
        return new Fault(
                "INF-203",
                "the prediction needs " + (bytes >> 20) + " MiB, infer.memory-limit is " + (limitBytes >> 20) + " MiB",
                "scan " + Pseudonym.of(scanId),
                "Raise infer.memory-limit, or use a model with a smaller patch or a coarser spacing.");
    }

    static Fault heap(String scanId, long bytes, long maxBytes) {
        return new Fault(
                "INF-205",
                "the prediction needs " + (bytes >> 20) + " MiB of Java heap, the service lends " + (maxBytes >> 20)
                        + " MiB, partly in use",
                "scan " + Pseudonym.of(scanId),
                "Start the service with a larger -Xmx, or use a model with a smaller patch or a coarser spacing.");
    }

    static Fault late(PredictionRequested request) {
        return new Fault(
                "INF-206",
                "the request's deadline has passed",
                "scan " + Pseudonym.of(request.scanId()),
                "Request it again with a later deadline, or with priority URGENT.");
    }

    static Fault unknownWord(String field, Object[] known) {
        return new Fault("INF-207", "no such " + field, field, "Use one of " + Arrays.toString(known) + ".");
    }

    static Fault over(PredictionView view) {
        return new Fault(
                "INF-208",
                "the prediction is " + view.state().form() + ", nothing is left to cancel",
                view.predictionId(),
                "GET /predictions/ID tells how it ended.");
    }

    static Fault unknownPrediction(String predictionId) {
        return new Fault(
                "INF-204",
                "no such prediction here",
                "prediction " + Pseudonym.of(predictionId),
                "Request it with POST /predictions; a finished one stays until its scan is deleted.");
    }

    static Fault unknownMap(String predictionId) {
        return new Fault(
                "INF-212",
                "the prediction has no such map",
                "prediction " + Pseudonym.of(predictionId),
                "Request it with \"maps\": [\"uncertainty\", \"probabilities\"]; the finished prediction names its maps.");
    }

    static Fault noStatement(String predictionId) {
        return new Fault(
                "INF-213",
                "the prediction was made by a version that signed no statements",
                "prediction " + Pseudonym.of(predictionId),
                "Delete its scan, upload it again and ask for the prediction again, if it must be provable.");
    }

    static Fault lostTensor(String scanId) {
        return new Fault(
                "INF-209",
                "the normalised scan is lost or damaged in the store",
                scanId,
                "Upload the scan again: ingest-service makes it again; then ask for the prediction again.");
    }

    static Fault lostSegmentation(String predictionId) {
        return new Fault(
                "INF-210",
                "the segmentation, or a map beside it, is lost or damaged in the store",
                predictionId,
                "Ask for the prediction again: it is computed again.");
    }
}
