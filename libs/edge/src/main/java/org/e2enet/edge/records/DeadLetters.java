package org.e2enet.edge.records;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.Topic;
import org.e2enet.faults.Fault;
import org.jboss.logging.Logger;

/**
 * Puts records aside under {@code <topic>.dlq}, with stage and reason code; {@code e2enet_dead_letters_total} counts those that are
 * written. Of a record that has no room beside what is said of it, the letter carries the beginning, and names the place where the
 * whole is. Thread-safe.
 */
@Singleton
final class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    /** Left for what Kafka and the letter's own headers take. */
    private static final int ENVELOPE_BYTES = 16 << 10;

    private static final int CUT_BYTES = 64 << 10;

    private final EventSender sender;
    private final MeterRegistry meters;

    @Inject
    DeadLetters(EventSender sender, MeterRegistry meters) {
        this.sender = sender;
        this.meters = meters;
    }

    /** @throws org.e2enet.faults.FaultException {@code EDG-201} when the broker does not take it */
    void put(RecordPlace place, byte[] payload, String stage, Fault fault) {
        sender.sendRecord(letter(place, payload, stage, fault));
        meters.counter("e2enet.dead.letters", "stage", stage, "code", fault.code())
                .increment();
        LOG.warnf("Record %s put aside: %s, %s", place, stage, fault.code());
    }

    static ProducerRecord<String, byte[]> letter(RecordPlace place, byte[] payload, String stage, Fault fault) {
        boolean whole = bytes(place, payload) <= Topic.RECORD_LIMIT_BYTES - ENVELOPE_BYTES;
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(
                place.topic() + Topic.DEAD_LETTER_SUFFIX,
                whole || length(place.key()) <= CUT_BYTES ? place.key() : null,
                whole ? payload : cut(payload));
        if (whole) {
            place.headers().forEach(letter.headers()::add);
        } else {
            add(letter, DeadLetter.CUT_FROM_BYTES, Integer.toString(payload == null ? 0 : payload.length));
        }
        new DeadLetter(stage, fault.code(), place.topic(), place.partition(), place.offset())
                .headers()
                .forEach((name, value) -> add(letter, name, value));
        add(letter, DeadLetter.REASON, fault.message());
        return letter;
    }

    private static long bytes(RecordPlace place, byte[] payload) {
        long bytes = (payload == null ? 0 : payload.length) + length(place.key());
        for (Header header : place.headers()) {
            bytes += 16 + length(header.key()) + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    private static byte[] cut(byte[] payload) {
        return payload == null || payload.length <= CUT_BYTES ? payload : Arrays.copyOf(payload, CUT_BYTES);
    }

    private static long length(String text) {
        return text == null ? 0 : 3L * text.length();
    }

    private static void add(ProducerRecord<?, ?> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
