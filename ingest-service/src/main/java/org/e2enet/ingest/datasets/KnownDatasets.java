package org.e2enet.ingest.datasets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.ingest.problem.IngestFaults;

/** Data sets that must be there. Thread safe. */
@Singleton
public final class KnownDatasets {
    private final Catalogue catalogue;

    @Inject
    KnownDatasets(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** @throws org.e2enet.faults.FaultException {@code ING-101} when there is none of that name */
    public DatasetDefinition require(String name) {
        return catalogue.datasets().find(name).orElseThrow(() -> IngestFaults.unknownDataset(name)
                .exception());
    }
}
