package org.e2enet.edge;

import io.micrometer.core.instrument.Metrics;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/**
 * Reads incoming records, and sends those that cannot be handled to their dead-letter topic with stage and reason code;
 * {@code e2enet_dead_letters_total} counts them.
 *
 * @param unexpected the fault that stands for an error nobody foresaw: its text is public, the error's own is not
 */
public record IncomingEvents(Fault unexpected) {
    private static final Logger LOG = Logger.getLogger(IncomingEvents.class);

    /**
     * The record's payload.
     *
     * @throws FaultException {@code EVT-101} when it is none of this type
     */
    public <T extends Event> T read(Message<byte[]> message, Class<T> type) {
        byte[] payload = message.getPayload();
        // A record without a value is the removal of a key where that has a meaning; elsewhere it is not readable.
        return EventJson.read(payload == null ? new byte[0] : payload, type);
    }

    /** Puts the record aside; completes when its dead letter is written. The channel goes on. */
    public CompletionStage<Void> putAside(Message<byte[]> message, String stage, Throwable failure) {
        Fault fault = failure instanceof FaultException known ? known.fault() : unexpected;
        IncomingKafkaRecordMetadata<?, ?> record = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow(() -> new IllegalStateException("a record without Kafka metadata", failure));
        Metrics.counter("e2enet.dead.letters", "stage", stage, "code", fault.code())
                .increment();
        String place = record.getTopic() + "-" + record.getPartition() + "@" + record.getOffset();
        if (fault == unexpected) {
            LOG.errorf(failure, "Record %s put aside", place);
        } else {
            LOG.warnf("Record %s put aside: %s", place, fault.message());
        }
        RecordHeaders headers = new RecordHeaders();
        new DeadLetter(stage, fault.code(), record.getTopic(), record.getPartition(), record.getOffset())
                .headers()
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        // The connector copies the exception's text into a header: it gets the fault's, which names ids only.
        return message.nack(
                fault.exception(),
                Metadata.of(OutgoingKafkaRecordMetadata.builder()
                        .withHeaders(headers)
                        .build()));
    }
}
