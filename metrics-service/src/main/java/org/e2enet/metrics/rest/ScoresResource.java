package org.e2enet.metrics.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.history.ScoreHistory;
import org.e2enet.history.ScorePage;
import org.e2enet.history.StoredScore;
import org.e2enet.metrics.storage.ScoreArchive;

/** Scores of single predictions. */
@Path("/scores")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ScoresResource {
    private final ScoreArchive archive;
    private final ScoreHistory history;

    ScoresResource(ScoreArchive archive, ScoreHistory history) {
        this.archive = archive;
        this.history = history;
    }

    /** A Link header (rel=next) tells that there are more. */
    @GET
    public Response scores(@BeanParam ScoreFilter filter, @Context UriInfo uri, @Context Request request) {
        return page(filter, uri, request, MediaType.APPLICATION_JSON, scores -> scores.stream()
                .map(StoredScore::score)
                .toList());
    }

    /** A row for each class of each score, in full precision. */
    @GET
    @Produces(TextTable.CSV + ";qs=0.5")
    public Response csv(@BeanParam ScoreFilter filter, @Context UriInfo uri, @Context Request request) {
        return page(filter, uri, request, TextTable.CSV, scores -> ScoreTable.of(scores)
                .as(TextTable.CSV));
    }

    @GET
    @Produces(TextTable.MARKDOWN + ";qs=0.5")
    public Response markdown(@BeanParam ScoreFilter filter, @Context UriInfo uri, @Context Request request) {
        return page(filter, uri, request, TextTable.MARKDOWN, scores -> ScoreTable.of(scores)
                .as(TextTable.MARKDOWN));
    }

    private Response page(
            ScoreFilter filter,
            UriInfo uri,
            Request request,
            String mediaType,
            Function<List<StoredScore>, Object> form) {
        archive.refresh();
        Unchanged unchanged = Unchanged.since(history.version(), uri, mediaType);
        return unchanged.or(request, () -> {
            ScorePage page = history.page(filter.query());
            Response.ResponseBuilder answer =
                    Response.ok(form.apply(page.scores()), mediaType).header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
            return page.next() == null
                    ? answer
                    : answer.link(
                            uri.getRequestUriBuilder()
                                    .replaceQueryParam("after", page.next())
                                    .build(),
                            "next");
        });
    }

    /** The score that counts for a prediction; 404 with {@code MET-201} if it has none. */
    @GET
    @Path("/{predictionId}")
    public ScoresComputed score(@PathParam("predictionId") String predictionId) {
        archive.refresh();
        return archive.find(predictionId).map(StoredScore::score).orElseThrow(() -> RestFaults.noScore(predictionId));
    }

    /** Every score a prediction ever had, oldest first: by other rules, and against truths that were corrected since. */
    @GET
    @Path("/{predictionId}/revisions")
    public List<StoredScore> revisions(@PathParam("predictionId") String predictionId) {
        archive.refresh();
        List<StoredScore> revisions = history.revisions(predictionId);
        if (revisions.isEmpty()) {
            throw RestFaults.noScore(predictionId);
        }
        return revisions;
    }
}
