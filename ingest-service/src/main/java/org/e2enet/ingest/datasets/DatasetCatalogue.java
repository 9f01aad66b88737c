package org.e2enet.ingest.datasets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.faults.FaultException;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.StoreFaults;

/** Data set definitions and which scans belong to them. Thread safe. */
@Singleton
public final class DatasetCatalogue {
    private static final String DEFINITIONS = "datasets";
    private static final String MEMBERS = "dataset-scans";
    private static final String SUFFIX = ".json";

    private final DocumentStore documents;

    @Inject
    DatasetCatalogue(DocumentStore documents) {
        this.documents = documents;
    }

    void define(DatasetDefinition definition) {
        documents.publish(DEFINITIONS + "/" + definition.name() + SUFFIX, EventJson.write(definition));
    }

    Optional<DatasetDefinition> find(String name) {
        try {
            return documents
                    .find(DEFINITIONS + "/" + name + SUFFIX)
                    .map(json -> EventJson.read(json, DatasetDefinition.class));
        } catch (FaultException failure) {
            if (failure.fault().code().equals(StoreFaults.BAD_NAME)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** @throws FaultException {@code ING-101} when there is none of that name */
    public DatasetDefinition require(String name) {
        return find(name).orElseThrow(() -> IngestFaults.unknownDataset(name).exception());
    }

    /** Names of all data sets, sorted. */
    List<String> names() {
        return documents.list(DEFINITIONS).stream()
                .map(document -> withoutFolderAndSuffix(document, DEFINITIONS))
                .toList();
    }

    /** Notes that a scan belongs to a data set; noting it again changes nothing. */
    public void add(String dataset, String scanId) {
        documents.publishIfAbsent(MEMBERS + "/" + dataset + "/" + scanId + SUFFIX, EventJson.write(scanId));
    }

    /** Ids of a data set's scans, sorted. */
    List<String> scanIds(String dataset) {
        String folder = MEMBERS + "/" + dataset;
        return documents.list(folder).stream()
                .map(document -> withoutFolderAndSuffix(document, folder))
                .toList();
    }

    private static String withoutFolderAndSuffix(String document, String folder) {
        return document.substring(folder.length() + 1, document.length() - SUFFIX.length());
    }
}
