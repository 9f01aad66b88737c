package org.e2enet.train.fold;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.Fault;
import org.e2enet.store.DocumentStore;

/** The folds' documents. */
@Singleton
public class Folds {
    private final DocumentStore documents;

    Folds(DocumentStore documents) {
        this.documents = documents;
    }

    public Optional<FoldDocument> find(String runId, int fold) {
        return documents.find(FoldDocument.name(runId, fold)).map(json -> EventJson.read(json, FoldDocument.class));
    }

    /** All folds of a run that were begun, in order. */
    public List<FoldDocument> ofRun(String runId) {
        return documents.list("runs/" + runId).stream()
                .map(name -> EventJson.read(documents.find(name).orElseThrow(), FoldDocument.class))
                .sorted((a, b) ->
                        Integer.compare(a.request().fold(), b.request().fold()))
                .toList();
    }

    /**
     * The document of a request, which is made at its first delivery.
     *
     * @throws org.e2enet.faults.FaultException TRA-201 when another request took this run id and fold
     */
    FoldDocument open(TrainingRequested request) {
        FoldDocument fresh = new FoldDocument(request, Progress.notStarted(request), null);
        String name = FoldDocument.name(request.runId(), request.fold());
        documents.publishIfAbsent(name, EventJson.write(fresh));
        FoldDocument stored = find(request.runId(), request.fold()).orElseThrow();
        if (!stored.request().equals(request)) {
            throw new Fault(
                            "TRA-201",
                            "this run id and fold belong to another request",
                            request.key(),
                            "Choose another run id; the first request goes on.")
                    .exception();
        }
        return stored;
    }

    void update(TrainingRequested request, TrainingProgressed progress, ObjectRef state) {
        documents.publish(
                FoldDocument.name(request.runId(), request.fold()),
                EventJson.write(new FoldDocument(request, progress, state)));
    }
}
