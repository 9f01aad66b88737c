package org.e2enet.metrics.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
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

    /**
     * By prediction id; dataset and model narrow the answer. A Link header (rel=next) tells that there are more.
     *
     * @param after the last id of the part before
     */
    @GET
    public Response scores(
            @QueryParam("dataset") String dataset,
            @QueryParam("model") String model,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("1000") int limit) {
        if (limit < 1 || limit > MOST) {
            throw RestFaults.badLimit(limit, MOST);
        }
        archive.refresh();
        List<ScoresComputed> found = archive.all().stream()
                .map(Entry::value)
                .filter(score -> after == null || score.predictionId().compareTo(after) > 0)
                .filter(score -> dataset == null || score.dataset().equals(dataset))
                .filter(score -> model == null || score.modelId().equals(model))
                .limit(limit + 1L)
                .toList();
        if (found.size() <= limit) {
            return Response.ok(found).build();
        }
        String last = found.get(limit - 1).predictionId();
        return Response.ok(found.subList(0, limit))
                .link(next(dataset, model, last, limit), "next")
                .build();
    }

    private static URI next(String dataset, String model, String last, int limit) {
        UriBuilder next =
                UriBuilder.fromPath("/scores").queryParam("after", last).queryParam("limit", limit);
        if (dataset != null) {
            next.queryParam("dataset", dataset);
        }
        if (model != null) {
            next.queryParam("model", model);
        }
        return next.build();
    }

    /** One prediction; 404 with {@code MET-201} if it has no score. */
    @GET
    @Path("/{predictionId}")
    public ScoresComputed score(@PathParam("predictionId") String predictionId) {
        return archive.find(predictionId).orElseThrow(() -> RestFaults.noScore(predictionId));
    }
}
