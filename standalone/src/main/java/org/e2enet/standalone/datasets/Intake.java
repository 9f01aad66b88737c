package org.e2enet.standalone.datasets;

import java.util.List;
import java.util.Optional;
import org.e2enet.client.IngestClient;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.Fault;

/**
 * Cases on their way into one data set.
 *
 * @param definition the folder's; or, of typed files, what a new data set is defined as
 * @param joins whether a data set that is there stays as it is: a typed file says nothing about labels and channels
 */
record Intake(DatasetDefinition definition, List<CaseFiles> cases, boolean joins) {
    /**
     * Defines the data set where that is to be done.
     *
     * @return the definition that holds
     * @throws org.e2enet.faults.FaultException CLI-408 when a data set that files join has another spacing than asked for
     */
    DatasetDefinition define(IngestClient ingest) throws InterruptedException {
        Optional<DatasetDefinition> known = joins ? find(ingest) : Optional.empty();
        if (known.isEmpty()) {
            ingest.define(definition);
            return definition;
        }
        Spacing asked = definition.preparation().canonicalSpacingMm();
        Spacing there = known.get().preparation().canonicalSpacingMm();
        if (asked != null && !asked.equals(there)) {
            throw new Fault(
                            "CLI-408",
                            "the data set is there with spacing " + (there == null ? "of each scan" : there.toList()),
                            definition.name(),
                            "Leave --spacing-mm out, or take the files into another data set.")
                    .exception();
        }
        return known.get();
    }

    private Optional<DatasetDefinition> find(IngestClient ingest) throws InterruptedException {
        return ingest.datasets().contains(definition.name())
                ? Optional.of(ingest.dataset(definition.name()))
                : Optional.empty();
    }
}
