package org.e2enet.train.fold;

import jakarta.inject.Singleton;
import org.e2enet.catalogue.AliasHistory;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.train.publish.Models;
import org.e2enet.train.publish.TrainingEvents;

/**
 * Gives aliases to what was trained, each promotion once: a fold whose record comes again must not take the alias back from
 * what was promoted since, nor give it back after it was taken away.
 */
@Singleton
class Promotions {
    private final Catalogue catalogue;
    private final Models models;
    private final Folds folds;
    private final TrainingEvents events;

    Promotions(Catalogue catalogue, Models models, Folds folds, TrainingEvents events) {
        this.catalogue = catalogue;
        this.models = models;
        this.folds = folds;
        this.events = events;
    }

    /** Promotes what the run has come to, unless this fold did. @return the fold's document, which says so */
    FoldDocument promote(FoldDocument document) {
        TrainingRequested request = document.request();
        if (request.promoteTo() == null) {
            return document;
        }
        ModelPromoted wanted = wanted(request);
        if (wanted.equals(document.promoted())) {
            announce(wanted);
            return document;
        }
        catalogue.promote(wanted, new AliasHistory.Because("promoted", "training", request.runId()));
        events.send(wanted);
        return folds.publish(document.promoted(wanted));
    }

    /** Says again what a finished fold promoted, if that is so still. */
    void announce(TrainingRequested request) {
        if (request.promoteTo() != null) {
            announce(wanted(request));
        }
    }

    private void announce(ModelPromoted promotion) {
        catalogue.aliases().find(promotion.alias()).filter(promotion::equals).ifPresent(events::send);
    }

    /** All folds together once their cross-validation is decided, before that the fold that just ended. */
    private ModelPromoted wanted(TrainingRequested request) {
        return models.decidedTogether(request)
                .filter(together -> together.size() > 1)
                .map(together -> new ModelPromoted(request.promoteTo(), request.runId() + "-ensemble", together))
                .orElseGet(() -> new ModelPromoted(
                        request.promoteTo(), CheckpointPublished.finalId(request.runId(), request.fold())));
    }
}
