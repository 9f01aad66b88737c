package org.e2enet.metrics.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.e2enet.catalogue.Entry;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.metrics.storage.ScoreArchive;

/** Scores of single predictions. */
@Path("/scores")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ScoresResource {
    private static final int MOST = 10_000;

    private final ScoreArchive archive;

    ScoresResource(ScoreArchive archive) {
        this.archive = archive;
    }

    /** By prediction id; dataset and model narrow the answer. */
    @GET
    public List<ScoresComputed> scores(
            @QueryParam("dataset") String dataset,
            @QueryParam("model") String model,
            @QueryParam("limit") @DefaultValue("1000") int limit) {
        if (limit < 1 || limit > MOST) {
            throw RestFaults.badLimit(limit, MOST);
        }
        archive.refresh();
        return archive.all().stream()
                .map(Entry::value)
                .filter(score -> dataset == null || score.dataset().equals(dataset))
                .filter(score -> model == null || score.modelId().equals(model))
                .limit(limit)
                .toList();
    }

    /** One prediction; 404 with {@code MET-201} if it has no score. */
    @GET
    @Path("/{predictionId}")
    public ScoresComputed score(@PathParam("predictionId") String predictionId) {
        return archive.find(predictionId).orElseThrow(() -> RestFaults.noScore(predictionId));
    }
}
