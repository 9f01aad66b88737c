package org.e2enet.infer.models;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.edge.records.EventIntake;
import org.e2enet.edge.records.Intakes;
import org.e2enet.edge.records.RecordWork;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.Fault;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Follows {@code models.promoted}. Each instance reads the compacted topic from its beginning with a group of its own, so
 * that it knows every alias after a start. A promotion whose model cannot serve leaves the alias with the model it
 * has: the fault is logged, counted and shown at {@code GET /models}. It is no dead letter, as the record is sound.
 */
@Singleton
public class PromotionListener implements RecordWork<ModelPromoted> {
    private static final Logger LOG = Logger.getLogger(PromotionListener.class);
    private final ModelShelf shelf;
    private final EnsembleLoader loader;
    private final MeterRegistry meters;
    private final EventIntake<ModelPromoted> intake;
    private volatile String coming = "";
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    /** A promotion that did not happen. */
    public record Refusal(String modelId, Fault fault) {}

    PromotionListener(ModelShelf shelf, EnsembleLoader loader, MeterRegistry meters, Intakes intakes, Lanes lanes) {
        this.shelf = shelf;
        this.loader = loader;
        this.meters = meters;
        // A lane of its own: a swap need not wait for an hour-long scan.
        this.intake = intakes.open(ModelPromoted.class, "infer.promote", lanes.open("models", 1), this);
    }

    @Incoming("models-promoted")
    CompletionStage<Void> onRecord(Message<byte[]> message) {
        return intake.take(message);
    }

    /** Promotions that were refused and not mended since, by alias. */
    public Map<String, Refusal> refusals() {
        return new TreeMap<>(refusals);
    }

    @Override
    public void handle(ModelPromoted promotion, Lane lane) {
        String alias = promotion.alias();
        ServedEnsemble model = load(promotion);
        shelf.put(alias, model);
        model.release();
        refusals.remove(alias);
        count("served");
        LOG.infof("Alias %s means model %s now", alias, model.modelId());
    }

    private ServedEnsemble load(ModelPromoted promotion) {
        coming = promotion.alias();
        try {
            return loader.load(promotion);
        } finally {
            coming = "";
        }
    }

    /** Whether a model for the alias is being loaded now. */
    public boolean isComing(String alias) {
        return coming.equals(alias);
    }

    @Override
    public boolean answer(ModelPromoted promotion, Fault fault) {
        refusals.put(promotion.alias(), new Refusal(promotion.modelId(), fault));
        count("refused");
        LOG.warnf(
                "Alias %s keeps its model, %s was refused: %s",
                promotion.alias(), promotion.modelId(), fault.message());
        return true;
    }

    private void count(String outcome) {
        meters.counter("e2enet.model.promotions", "outcome", outcome).increment();
    }
}
