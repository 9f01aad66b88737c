package org.e2enet.console.runs;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.catalogue.Place;
import org.e2enet.console.ViewFaults;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.edge.rest.Paging;
import org.e2enet.edge.rest.Problems;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Runs, those last heard of first, and one with its folds' curves and topology. */
@Path("/api/views/runs")
@Produces(MediaType.APPLICATION_JSON)
public class RunsResource {
    private final Catalogue catalogue;
    private final FoldViews folds;

    @Inject
    RunsResource(Catalogue catalogue, FoldViews folds) {
        this.catalogue = catalogue;
        this.folds = folds;
    }

    /** @param next the {@code after} of the next page, absent on the last */
    public record Page(List<Row> runs, String next) {}

    /** @param stopping whether somebody asked for its end */
    public record Row(
            String runId, String dataset, Instant changedAt, boolean stopping, List<TrainingProgressed> folds) {}

    /** @param promoteTo alias that its model gets, or absent */
    public record View(
            String runId,
            String dataset,
            String promoteTo,
            Instant changedAt,
            boolean stopping,
            List<FoldViews.Fold> folds) {}

    @GET
    @Operation(summary = "Runs, those last heard of first")
    public Page runs(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        Place begin = Paging.after(after);
        int most = Paging.limit(limit);
        List<Place> places = catalogue.runs().lastHeardOf().stream()
                .filter(place -> begin == null || place.compareTo(begin) > 0)
                .limit(most + 1L)
                .toList();
        List<Row> rows = places.stream()
                .limit(most)
                .flatMap(place -> row(place).stream())
                .toList();
        return new Page(rows, places.size() > most ? places.get(most - 1).toString() : null);
    }

    private Optional<Row> row(Place place) {
        List<FoldDocument> begun = catalogue.runs().readableFolds(place.id());
        return begun.isEmpty()
                ? Optional.empty()
                : Optional.of(new Row(
                        place.id(),
                        begun.getFirst().request().dataset(),
                        place.at(),
                        catalogue.cancelledRuns().contains(place.id()),
                        begun.stream().map(FoldDocument::progress).toList()));
    }

    @GET
    @Path("{runId}")
    @Operation(summary = "A run: every epoch and every topology update of its folds")
    public View run(@PathParam("runId") String runId) {
        List<FoldDocument> begun = catalogue.runs().readableFolds(runId);
        if (begun.isEmpty()) {
            throw Problems.notFound(ViewFaults.unknown("run"));
        }
        TrainingRequested request = begun.getFirst().request();
        return new View(
                runId,
                request.dataset(),
                request.promoteTo(),
                catalogue.runs().lastHeardOf().stream()
                        .filter(place -> place.id().equals(runId))
                        .findFirst()
                        .map(Place::at)
                        .orElse(null),
                catalogue.cancelledRuns().contains(runId),
                begun.stream().map(folds::of).toList());
    }
}
