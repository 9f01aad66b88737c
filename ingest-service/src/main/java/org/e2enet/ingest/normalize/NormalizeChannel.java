package org.e2enet.ingest.normalize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.ScanReceived;
import org.e2enet.edge.records.EventIntake;
import org.e2enet.edge.records.Intakes;
import org.e2enet.edge.work.Lanes;
import org.e2enet.ingest.config.IngestConfig;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes received scans from the topic, as many at once as there are workers. */
@ApplicationScoped
class NormalizeChannel {
    private final EventIntake<ScanReceived> intake;

    @Inject
    NormalizeChannel(ScanNormalization normalization, Intakes intakes, Lanes lanes, IngestConfig config) {
        this.intake = intakes.open(
                ScanReceived.class, "ingest.normalize", lanes.open("normalize", config.workers()), normalization);
    }

    @Incoming("scans-received")
    CompletionStage<Void> take(Message<byte[]> message) {
        return intake.take(message);
    }
}
