package org.e2enet.train.request;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.edge.FaultResponses;
import org.e2enet.faults.Fault;
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

    TrainingResource(TrainingEvents events, RequestChecks checks, Folds folds) {
        this.events = events;
        this.checks = checks;
        this.folds = folds;
    }

    /** Checks a request and puts it on the topic: 202 with its run id and fold. */
    @POST
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> request(byte[] json) {
        TrainingRequested request = EventJson.read(json, TrainingRequested.class);
        checks.check(request);
        return events.send(request)
                .thenApply(_ -> Response.accepted(Map.of("runId", request.runId(), "fold", request.fold()))
                        .build());
    }

    /** Progress of every fold of a run that was begun. */
    @GET
    @Path("{runId}")
    public List<TrainingProgressed> progress(@PathParam("runId") String runId) {
        List<FoldDocument> begun = folds.ofRun(runId);
        if (begun.isEmpty()) {
            throw FaultResponses.notFound(new Fault(
                    "TRA-202", "no fold of such a run was begun", runId, "Check the run id, or wait for its turn."));
        }
        return begun.stream().map(FoldDocument::progress).toList();
    }
}
