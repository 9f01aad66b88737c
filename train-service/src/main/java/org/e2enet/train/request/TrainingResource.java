package org.e2enet.train.request;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.edge.rest.Problems;
import org.e2enet.edge.rest.RequestJson;
import org.e2enet.faults.Fault;
import org.e2enet.train.fold.Cancellations;
import org.e2enet.train.fold.FoldFaults;
import org.e2enet.train.fold.Folds;
import org.e2enet.train.fold.RequestChecks;
import org.e2enet.train.publish.TrainingEvents;

/** Requests trainings and answers where they stand. */
@Path("/trainings")
@Produces(MediaType.APPLICATION_JSON)
public class TrainingResource {
    private final TrainingEvents events;
    private final RequestChecks checks;
    private final Folds folds;
    private final Cancellations cancellations;

    TrainingResource(TrainingEvents events, RequestChecks checks, Folds folds, Cancellations cancellations) {
        this.events = events;
        this.checks = checks;
        this.folds = folds;
        this.cancellations = cancellations;
    }

    /**
     * Answer to a request.
     *
     * @param absentLabels labels of the data set that no training case of the fold shows: it cannot learn them
     */
    public record Accepted(String runId, int fold, List<Integer> absentLabels) {}

    /** Checks a request and puts it on the topic: 202 with its run id and fold. */
    @POST
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    public Response request(byte[] json) {
        TrainingRequested request = RequestJson.read(json, TrainingRequested.class);
        List<Integer> absentLabels = checks.check(request);
        // From here on the fold is known, and a run id that is taken is refused.
        folds.ask(request);
        events.send(request);
        return Response.accepted(new Accepted(request.runId(), request.fold(), absentLabels))
                .build();
    }

    /** Progress of every fold of a run that was begun. */
    @GET
    @Path("{runId}")
    public List<TrainingProgressed> progress(@PathParam("runId") String runId) {
        List<FoldDocument> begun = folds.ofRun(runId);
        if (begun.isEmpty()) {
            throw Problems.notFound(new Fault(
                    "TRA-202", "no fold of such a run was begun", runId, "Check the run id, or wait for its turn."));
        }
        return begun.stream().map(FoldDocument::progress).toList();
    }

    /**
     * Ends a run: 202. A fold in work leaves after its step and is CANCELLED, one that waits is when its turn comes; a finished one
     * stays what it is. 409 when all folds are finished.
     */
    @DELETE
    @Path("{runId}")
    @Blocking
    public Response cancel(@PathParam("runId") String runId) {
        return cancellations.ask(runId)
                ? Response.accepted().build()
                : Problems.answer(Response.Status.CONFLICT.getStatusCode(), FoldFaults.finished(runId));
    }
}
