package org.e2enet.edge.records;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Where a record came from, as far as telling and putting it aside need it. */
record RecordPlace(String topic, int partition, long offset, String key, Headers headers) {
    static RecordPlace of(Message<byte[]> message) {
        IncomingKafkaRecordMetadata<?, ?> record = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow(() -> new IllegalStateException("a record without Kafka metadata"));
        return new RecordPlace(
                record.getTopic(),
                record.getPartition(),
                record.getOffset(),
                (String) record.getKey(),
                record.getHeaders());
    }

    /** For logs: nothing of what the sender wrote. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
