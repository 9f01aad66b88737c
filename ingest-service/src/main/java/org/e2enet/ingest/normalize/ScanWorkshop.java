package org.e2enet.ingest.normalize;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.LabelCount;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.ingest.config.IngestConfig;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.preparation.PreparationFaults;
import org.e2enet.preparation.PreparedTensors;
import org.e2enet.preparation.ScanPreparer;
import org.e2enet.store.ObjectStore;

/** The work on one scan: read, check, prepare, store. Thread safe. */
@Singleton
public final class ScanWorkshop {
    private final ScanMeters meters;
    private final DatasetCompany company;
    private final ScanPreparer preparer;

    @Inject
    ScanWorkshop(
            ObjectStore objects, ScanMeters meters, DatasetCompany company, IngestConfig config, MemoryBudget memory) {
        this.meters = meters;
        this.company = company;
        this.preparer = new ScanPreparer(
                objects,
                config.readLimits(),
                need -> Optional.of(memory.reserve(need, () -> PreparationFaults.memory(need.heapBytes()))));
    }

    /**
     * Prepares a scan.
     *
     * @param definition of its data set: the labels it may have (none = any), and which channels are CT
     * @throws org.e2enet.faults.FaultException {@code IMG-…} or {@code ING-1…} for a bad scan, {@code STO-…} for the store
     */
    public ScanNormalized normalize(ScanReceived received, Preparation preparation, DatasetDefinition definition) {
        PreparedTensors prepared = preparer.prepare(
                received.images(),
                received.labels(),
                preparation,
                definition::isCt,
                fingerprint -> check(fingerprint, received, preparation, definition.labels()),
                meters);
        List<String> flags = new ArrayList<>(prepared.flags());
        flags.addAll(company.oddities(received, prepared.fingerprint()));
        return new ScanNormalized(
                received.scanId(),
                received.dataset(),
                received.images(),
                received.labels(),
                prepared.tensors(),
                prepared.geometry(),
                prepared.fingerprint(),
                flags,
                prepared.preparation(),
                received.subject());
    }

    private static void check(
            ScanFingerprint fingerprint, ScanReceived received, Preparation preparation, Map<Integer, String> labels) {
        int channels = fingerprint.channels().size();
        if (channels != preparation.channels().size()) {
            throw IngestFaults.channels(preparation.channels().size(), channels, received.dataset())
                    .exception();
        }
        for (LabelCount found : fingerprint.labels()) {
            if (found.label() > 0 && !labels.isEmpty() && !labels.containsKey(found.label())) {
                throw IngestFaults.unknownLabel(found.label(), received.dataset())
                        .exception();
            }
        }
    }
}
