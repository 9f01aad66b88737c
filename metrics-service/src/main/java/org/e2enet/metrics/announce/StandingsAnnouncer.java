package org.e2enet.metrics.announce;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.e2enet.contract.ModelScored;
import org.e2enet.edge.records.EventSender;
import org.e2enet.history.ModelHistory;
import org.e2enet.metrics.standings.DatasetStandings;
import org.e2enet.metrics.standings.ModelStanding;
import org.e2enet.metrics.standings.Standings;

/**
 * Tells how models stand. A new score can move every model of its dataset (PT scores are relative), so all whose standing
 * changed are announced. Models whose costs are not known yet wait for their checkpoint. Thread safe.
 */
@Singleton
public class StandingsAnnouncer {
    private static final double PERCENT = 100;

    private final Standings standings;
    private final EventSender events;
    private final ModelHistory history;
    /** By dataset and model: what was announced last, by this replica. */
    private final Map<String, ModelScored> announced = new ConcurrentHashMap<>();

    StandingsAnnouncer(Standings standings, EventSender events, ModelHistory history) {
        this.standings = standings;
        this.events = events;
        this.history = history;
    }

    /** Announces what changed on a dataset, and the given model in any case. */
    public void announce(String dataset, String modelId) {
        DatasetStandings now = standings.of(dataset, standings.alphas());
        for (ModelStanding model : now.models()) {
            if (model.cost() == null) {
                continue;
            }
            ModelScored event = event(now, model);
            boolean changed = !event.equals(announced.put(dataset + "/" + model.modelId(), event));
            if (changed || model.modelId().equals(modelId)) {
                history.stands(event);
                events.send(event);
            }
        }
    }

    /** Announces a model wherever it has scores; for the moment its costs become known. */
    public void announce(String modelId) {
        for (String dataset : standings.datasets()) {
            boolean scored = standings.models(dataset).stream()
                    .anyMatch(model -> model.modelId().equals(modelId));
            if (scored && !announced.containsKey(dataset + "/" + modelId)) {
                announce(dataset, modelId);
            }
        }
    }

    private static ModelScored event(DatasetStandings standings, ModelStanding model) {
        return new ModelScored(
                model.modelId(),
                standings.dataset(),
                model.cases(),
                percentOrNull(model.meanDice().value()),
                percentOrNull(model.meanNsd().value()),
                model.cost().paramsM(),
                model.cost().flopsG(),
                model.pt(),
                standings.alphas().alpha1(),
                standings.alphas().alpha2(),
                standings.comparisonSet());
    }

    private static Double percentOrNull(OptionalDouble share) {
        return share.isPresent() ? share.getAsDouble() * PERCENT : null;
    }
}
