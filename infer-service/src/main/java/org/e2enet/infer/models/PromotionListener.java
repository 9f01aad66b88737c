package org.e2enet.infer.models;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.edge.records.EventIntake;
import org.e2enet.edge.records.Intakes;
import org.e2enet.edge.records.RecordWork;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.faults.Pseudonym;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Follows {@code models.promoted}. Each instance reads the compacted topic from its beginning with a group of its own, so
 * that it knows every alias after a start; what was promoted before the start is loaded when it is asked for. A promotion whose model
 * cannot serve leaves the alias with the model it has: the fault is logged, counted and shown at {@code GET /models}. It is no
 * dead letter, as the record is sound. A record without a value takes the alias away.
 */
@Singleton
public class PromotionListener implements RecordWork<ModelPromoted> {
    private static final Logger LOG = Logger.getLogger(PromotionListener.class);

    private final Instant start = Instant.now();
    private final ModelShelf shelf;
    private final MeterRegistry meters;
    private final EventIntake<ModelPromoted> intake;

    PromotionListener(ModelShelf shelf, MeterRegistry meters, Intakes intakes, Lanes lanes) {
        this.shelf = shelf;
        this.meters = meters;
        // A lane of its own: a swap need not wait for an hour-long scan.
        this.intake = intakes.open(ModelPromoted.class, "infer.promote", lanes.open("models", 1), this);
    }

    @Incoming("models-promoted")
    CompletionStage<Void> onRecord(Message<byte[]> message) {
        Optional<ModelPromoted> old = beforeStart(message);
        if (old.isPresent()) {
            shelf.remember(old.get());
            return message.ack();
        }
        return intake.take(message);
    }

    private Optional<ModelPromoted> beforeStart(Message<byte[]> message) {
        boolean old = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .filter(record -> record.getTimestamp().isBefore(start))
                .isPresent();
        if (!old || message.getPayload() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(EventJson.read(message.getPayload(), ModelPromoted.class));
        } catch (FaultException unreadable) {
            // The intake puts it aside.
            return Optional.empty();
        }
    }

    @Override
    public void handle(ModelPromoted promotion, Lane lane) {
        shelf.announce(promotion);
        shelf.promote(promotion);
        count("served");
    }

    @Override
    public boolean answer(ModelPromoted promotion, Fault fault) {
        count("refused");
        LOG.warnf(
                "Alias %s keeps its model, %s was refused: %s",
                Pseudonym.of(promotion.alias()), Pseudonym.of(promotion.modelId()), fault.code());
        return true;
    }

    @Override
    public boolean removed(String alias) {
        if (alias == null) {
            return false;
        }
        if (shelf.demote(alias)) {
            count("demoted");
            LOG.info("An alias was taken away");
        }
        return true;
    }

    private void count(String outcome) {
        meters.counter("e2enet.model.promotions", "outcome", outcome).increment();
    }
}
