package org.e2enet.infer.models;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.edge.IncomingEvents;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.infer.compute.Lanes;
import org.e2enet.infer.config.Unexpected;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Follows {@code models.promoted}. Each instance reads the compacted topic from its beginning with a group of its own, so
 * that it knows every alias after a start. A promotion whose model cannot serve leaves the alias with the model it
 * has: the fault is logged, counted and shown at {@code GET /models}. It is no dead letter, as the record is sound.
 */
@Singleton
public class PromotionListener {
    private static final Logger LOG = Logger.getLogger(PromotionListener.class);
    private static final String STAGE = "infer.promote";
    private static final IncomingEvents EVENTS = new IncomingEvents(Unexpected.FAULT);

    private final ModelShelf shelf;
    private final EnsembleLoader loader;
    private final Lanes lanes;
    private final MeterRegistry meters;
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    /** A promotion that did not happen. */
    public record Refusal(String modelId, Fault fault) {}

    PromotionListener(ModelShelf shelf, EnsembleLoader loader, Lanes lanes, MeterRegistry meters) {
        this.shelf = shelf;
        this.loader = loader;
        this.lanes = lanes;
        this.meters = meters;
    }

    @Incoming("models-promoted")
    CompletionStage<Void> onRecord(Message<byte[]> message) {
        ModelPromoted promotion;
        try {
            promotion = EVENTS.read(message, ModelPromoted.class);
        } catch (FaultException unreadable) {
            return EVENTS.putAside(message, STAGE, unreadable);
        }
        return lanes.models().submit(() -> promote(promotion)).thenCompose(_ -> message.ack());
    }

    /** Promotions that were refused and not mended since, by alias. */
    public Map<String, Refusal> refusals() {
        return new TreeMap<>(refusals);
    }

    private Void promote(ModelPromoted promotion) {
        String alias = promotion.alias();
        try {
            ServedEnsemble model = loader.load(promotion);
            shelf.put(alias, model);
            model.release();
            refusals.remove(alias);
            count("served");
            LOG.infof("Alias %s means model %s now", alias, model.modelId());
        } catch (FaultException failure) {
            refuse(promotion, failure.fault());
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Model %s cannot serve alias %s", promotion.modelId(), alias);
            refuse(
                    promotion,
                    new Fault(
                            "INF-106",
                            "the model could not be loaded",
                            promotion.modelId(),
                            "See the log of the service; promote the model again when it is mended."));
        }
        return null;
    }

    private void refuse(ModelPromoted promotion, Fault fault) {
        refusals.put(promotion.alias(), new Refusal(promotion.modelId(), fault));
        count("refused");
        LOG.warnf(
                "Alias %s keeps its model, %s was refused: %s",
                promotion.alias(), promotion.modelId(), fault.message());
    }

    private void count(String outcome) {
        meters.counter("e2enet.model.promotions", "outcome", outcome).increment();
    }
}
