package org.e2enet.train.runs;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.catalogue.Place;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.edge.rest.Paging;
import org.e2enet.edge.rest.Problems;
import org.e2enet.faults.Fault;
import org.e2enet.train.publish.Histories;
import org.e2enet.train.publish.Models;

/** Runs, begun or waiting for their turn. */
@Path("/trainings")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class RunResource {
    private final Catalogue catalogue;
    private final Histories histories;
    private final Models models;

    RunResource(Catalogue catalogue, Histories histories, Models models) {
        this.catalogue = catalogue;
        this.histories = histories;
        this.models = models;
    }

    /**
     * A run.
     *
     * @param folds where each stands that was begun or waits
     */
    public record Run(String runId, String dataset, List<TrainingProgressed> folds) {
        static Run of(List<FoldDocument> folds) {
            TrainingRequested request = folds.getFirst().request();
            return new Run(
                    request.runId(),
                    request.dataset(),
                    folds.stream().map(FoldDocument::progress).toList());
        }
    }

    /** @param next the {@code after} of the next page, absent on the last */
    public record Listing(List<Run> runs, String next) {}

    /** Runs, those last heard of first. A fold that cannot be read is left out. */
    @GET
    public Listing runs(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        Place begin = Paging.after(after);
        int most = Paging.limit(limit);
        List<Place> places = catalogue.runs().lastHeardOf().stream()
                .filter(place -> begin == null || place.compareTo(begin) > 0)
                .limit(most + 1L)
                .toList();
        List<Run> runs = places.stream()
                .limit(most)
                .map(place -> catalogue.runs().readableFolds(place.id()))
                .filter(folds -> !folds.isEmpty())
                .map(Run::of)
                .toList();
        return new Listing(runs, places.size() > most ? places.get(most - 1).toString() : null);
    }

    /** What was asked for, fold by fold; 404 with TRA-213 for a run that never was. */
    @GET
    @Path("{runId}/requests")
    public List<TrainingRequested> requests(@PathParam("runId") String runId) {
        List<FoldDocument> folds = catalogue.runs().folds(runId);
        if (folds.isEmpty()) {
            throw notFound(RunFaults.unknownRun(runId));
        }
        return folds.stream().map(FoldDocument::request).toList();
    }

    /** Every epoch and every topology update of a fold so far; 404 with TRA-213 for a run or fold that there cannot be. */
    @GET
    @Path("{runId}/folds/{fold}/history")
    public FoldHistory history(@PathParam("runId") String runId, @PathParam("fold") int fold) {
        return histories.find(runId, fold).orElseGet(() -> {
            try {
                return FoldHistory.empty(runId, fold);
            } catch (IllegalArgumentException never) {
                throw notFound(RunFaults.unknownRun(runId));
            }
        });
    }

    /** The final model of a fold; 404 with TRA-214 while there is none. */
    @GET
    @Path("{runId}/folds/{fold}/model")
    public CheckpointPublished model(@PathParam("runId") String runId, @PathParam("fold") int fold) {
        return models.findFinal(runId, fold).orElseThrow(() -> notFound(RunFaults.noModel(runId, fold)));
    }

    private static RuntimeException notFound(Fault fault) {
        return Problems.notFound(fault);
    }
}
