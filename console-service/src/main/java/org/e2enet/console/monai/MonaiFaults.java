package org.e2enet.console.monai;

import org.e2enet.faults.Fault;

/** What can be wrong with a call of MONAI Label's API. */
final class MonaiFaults {
    static final String NO_DATASET = "CON-104";
    static final String NO_FILE = "CON-106";
    static final String NO_PARAMS = "CON-107";

    private MonaiFaults() {}

    static Fault noDataset() {
        return new Fault(
                NO_DATASET,
                "it is not told which data set uploaded images belong to",
                "upload",
                "Set console.monai-dataset; where there is one data set only, it is taken.");
    }

    static Fault noFile(String field) {
        return new Fault(
                NO_FILE, "no file was sent", "form field " + field, "Send multipart/form-data with that file.");
    }

    static Fault unreadableParams() {
        return new Fault(
                NO_PARAMS, "what was sent is no JSON", "form field params", "Send a JSON object, or leave it out.");
    }
}
