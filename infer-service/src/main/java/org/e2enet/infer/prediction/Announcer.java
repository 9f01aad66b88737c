package org.e2enet.infer.prediction;

import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.edge.OutgoingEvents;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Sends requests and outcomes. Each stage completes when the broker has the record. */
@Singleton
class Announcer {
    private static final OutgoingEvents EVENTS = new OutgoingEvents("/e2enet/infer");

    private final MutinyEmitter<byte[]> requests;
    private final MutinyEmitter<byte[]> completions;
    private final MutinyEmitter<byte[]> failures;

    Announcer(
            @Channel("requests") MutinyEmitter<byte[]> requests,
            @Channel("completions") MutinyEmitter<byte[]> completions,
            @Channel("failures") MutinyEmitter<byte[]> failures) {
        this.requests = requests;
        this.completions = completions;
        this.failures = failures;
    }

    CompletionStage<Void> send(PredictionRequested request) {
        return EVENTS.send(requests, request);
    }

    CompletionStage<Void> send(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed completed -> EVENTS.send(completions, completed.event());
            case Outcome.Failed failed -> EVENTS.send(failures, failed.event());
        };
    }
}
