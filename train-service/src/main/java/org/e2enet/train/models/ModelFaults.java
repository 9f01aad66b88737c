package org.e2enet.train.models;

import org.e2enet.faults.Fault;
import org.e2enet.faults.Pseudonym;

/** Why a model is not taken in, or an alias not given: TRA-401 to TRA-406. */
final class ModelFaults {
    private ModelFaults() {}

    static Fault unknownDataset(String dataset) {
        return new Fault(
                "TRA-401",
                "no data set of this name",
                dataset,
                "Name the data set that the model segments, or define it at ingest-service first.");
    }

    static Fault misfit(String field, int planned, int wanted, String dataset) {
        return new Fault(
                "TRA-402",
                "the plan has " + planned + ", data set " + dataset + " wants " + wanted,
                "plan." + field,
                "Name the data set that the network was trained for, or define one with its channels and labels.");
    }

    static Fault incomplete() {
        return new Fault(
                "TRA-403",
                "the checkpoint has no probe, or its plan no patch",
                "checkpoint",
                "Make it with './e2enet import' and a plan with the patch that it was trained with.");
    }

    static Fault badPromotion(String what) {
        return new Fault("TRA-405", what, "alias", "Send {\"modelId\": …}, of an ensemble with its \"members\".");
    }

    static Fault unknownModel(String modelId) {
        return new Fault("TRA-404", "no such model in the store", modelId, "Promote a model that was published.");
    }

    static Fault nothingBefore(String alias) {
        return new Fault(
                "TRA-406",
                "the alias meant nothing before",
                Pseudonym.of(alias),
                "Promote a model by its id: './e2enet models' lists them.");
    }
}
