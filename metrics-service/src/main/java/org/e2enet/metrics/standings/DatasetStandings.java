package org.e2enet.metrics.standings;

import java.util.List;
import java.util.Optional;
import org.e2enet.scoring.tradeoff.Alphas;

/**
 * All models of one dataset. The comparison set holds the models with a defined mean Dice and known costs.
 *
 * @param alphas weights of the PT scores
 * @param flops counting convention: {@code paper} or {@code executed}
 * @param comparisonSet ids of the models the PT scores are relative to
 * @param models by id
 */
public record DatasetStandings(
        String dataset, Alphas alphas, String flops, List<String> comparisonSet, List<ModelStanding> models) {
    public Optional<ModelStanding> model(String modelId) {
        return models.stream().filter(model -> model.modelId().equals(modelId)).findFirst();
    }
}
