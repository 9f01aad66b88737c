package org.e2enet.train.cases;

import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.faults.Pseudonym;

/** What can be wrong with the cases a request names: TRA-101 to TRA-107, TRA-110 and TRA-112. */
final class CaseFaults {
    private CaseFaults() {}

    static FaultException unknownDataset(String dataset) {
        return fault(
                "TRA-101",
                "no such data set",
                Pseudonym.of(dataset),
                "Define it at ingest-service: PUT /datasets/NAME.");
    }

    static FaultException unknownScan(String scanId) {
        return fault(
                "TRA-102",
                "no such normalised scan",
                Pseudonym.of(scanId),
                "Ask ingest-service for its state: GET /scans/ID; train when it is 'normalized'.");
    }

    static FaultException otherDataset(String scanId, String dataset) {
        return fault("TRA-103", "the scan belongs to another data set", scanId, "Name scans of " + dataset + " only.");
    }

    static FaultException unlabelled(String scanId) {
        return fault("TRA-104", "the scan has no labels", scanId, "Ingest it together with its label file.");
    }

    static FaultException labelBeyondClasses(String scanId, int label, int classes, int wanted) {
        return fault(
                "TRA-105",
                "label " + label + " does not fit a network of " + classes + " classes",
                scanId,
                "Set plan.classes to " + wanted + ": background and every label of the data set.");
    }

    static FaultException nothingToLearn(String key) {
        return fault(
                "TRA-106",
                "no training case shows any of the data set's labels",
                key,
                "Move a case with foreground into this fold.");
    }

    static FaultException classesBeyondLabels(int planned, int classes) {
        return fault(
                "TRA-110",
                "the plan has " + planned + " classes, the data set " + classes + " with background",
                "plan.classes",
                "Set it to " + classes + ", or add the labels to the data set's definition.");
    }

    static FaultException heap(long bytes, long heapBytes) {
        return fault(
                "TRA-112",
                "the fold needs " + (bytes >> 20) + " MiB of Java heap, the service has " + (heapBytes >> 20)
                        + " MiB to lend",
                "train service",
                "Start the service with a larger -Xmx, lower train.augmentation-threads, resample to a coarser spacing, or train on engine"
                        + " TORCH, whose weights lie outside the heap.");
    }

    static FaultException channels(int planned, int channels) {
        return fault(
                "TRA-107",
                "the plan has " + planned + " input channels, the data set " + channels,
                "plan.inputChannels",
                "Set it to " + channels + ".");
    }

    private static FaultException fault(String code, String what, String where, String mend) {
        return new Fault(code, what, where, mend).exception();
    }
}
