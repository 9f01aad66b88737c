package org.e2enet.edge;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.e2enet.contract.CloudEventHeaders;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Sends events as CloudEvents in binary mode, keyed by the event.
 *
 * @param source who sends, for example {@code /e2enet/ingest}
 */
public record OutgoingEvents(String source) {
    /** Completes when the broker has the record. */
    public CompletionStage<Void> send(MutinyEmitter<byte[]> channel, Event event) {
        return channel.sendMessage(message(event)).subscribeAsCompletionStage();
    }

    private Message<byte[]> message(Event event) {
        byte[] payload = EventJson.write(event);
        RecordHeaders headers = new RecordHeaders();
        CloudEventHeaders.of(event, source, payload)
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return Message.of(payload)
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(event.key())
                        .withHeaders(headers)
                        .build());
    }
}
