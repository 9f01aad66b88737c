package org.e2enet.metrics.intake;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.e2enet.events.Event;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.messaging.IncomingEvents;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Reads records, and counts those that go to the dead letters by stage and reason code. Thread safe. */
@Singleton
class DeadLetters {
    private static final Fault UNFORESEEN = new Fault(
            "MET-199",
            "unforeseen error",
            "metrics-service",
            "See the service's log at this time; replay the dead letter once it is mended.");

    private final IncomingEvents incoming = new IncomingEvents(UNFORESEEN);
    private final MeterRegistry meters;

    DeadLetters(MeterRegistry meters) {
        this.meters = meters;
    }

    <T extends Event> T read(Message<byte[]> message, Class<T> type) {
        return incoming.read(message, type);
    }

    CompletionStage<Void> take(Message<byte[]> message, String stage, RuntimeException failure) {
        Fault fault = failure instanceof FaultException known ? known.fault() : UNFORESEEN;
        meters.counter("e2enet.dead.letters", "stage", stage, "code", fault.code())
                .increment();
        return incoming.putAside(message, stage, failure);
    }
}
