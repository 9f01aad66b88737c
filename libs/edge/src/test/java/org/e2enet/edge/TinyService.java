package org.e2enet.edge;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.e2enet.contract.PredictionFailed;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.edge.records.EventIntake;
import org.e2enet.edge.records.EventSender;
import org.e2enet.edge.records.Intakes;
import org.e2enet.edge.records.RecordWork;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.Fault;
import org.e2enet.store.DocumentStore;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A service that writes a document and sends an event per record; the alias {@code bad} is a record's own fault. */
@Singleton
public class TinyService implements RecordWork<PredictionRequested> {
    static final Fault DONE = new Fault("TIN-101", "done", "tiny", "Nothing.");
    static final Fault BAD = new Fault("TIN-102", "a bad record", "tiny", "Send another.");

    private final List<String> tried = new CopyOnWriteArrayList<>();
    private volatile boolean mended;
    private final DocumentStore documents;
    private final EventSender events;
    private final EventIntake<PredictionRequested> intake;

    TinyService(DocumentStore documents, EventSender events, Intakes intakes, Lanes lanes) {
        this.documents = documents;
        this.events = events;
        this.intake = intakes.open(PredictionRequested.class, "tiny.work", lanes.open("tiny", 1), this);
    }

    /** From now on nothing is bad. */
    public void mend() {
        mended = true;
    }

    /** Scan ids in the order of tries. */
    public List<String> tried() {
        return tried;
    }

    @Incoming("predictions-requested")
    CompletionStage<Void> take(Message<byte[]> message) {
        return intake.take(message);
    }

    @Override
    public void handle(PredictionRequested request, Lane lane) {
        tried.add(request.scanId());
        if (request.alias().equals("bad") && !mended) {
            throw BAD.exception();
        }
        documents.publish("tiny/" + request.scanId(), new byte[] {1});
        events.send(new PredictionFailed(request.scanId(), request.alias(), DONE));
    }
}
