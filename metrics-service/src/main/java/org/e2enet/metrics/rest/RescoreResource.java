package org.e2enet.metrics.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.e2enet.metrics.intake.Rescoring;

/** Scores again after rules were changed. */
@Path("/rescore")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class RescoreResource {
    private final Rescoring rescoring;

    RescoreResource(Rescoring rescoring) {
        this.rescoring = rescoring;
    }

    /** @param predictions that are scored from now on */
    public record Begun(String dataset, int predictions) {}

    /** 202 once it is begun; 404 with {@code MET-202} for a data set without predictions. */
    @POST
    public Response rescore(@QueryParam("dataset") String dataset) {
        int predictions = dataset == null ? 0 : rescoring.begin(dataset);
        if (predictions == 0) {
            throw RestFaults.noDataset(String.valueOf(dataset));
        }
        return Response.accepted(new Begun(dataset, predictions)).build();
    }
}
