package org.e2enet.edge.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.e2enet.faults.Fault;

/** Answers faults as problem JSON. */
public final class Problems {
    private Problems() {}

    /** 404 for an id that is not there. */
    public static WebApplicationException notFound(Fault fault) {
        return new WebApplicationException(answer(Response.Status.NOT_FOUND.getStatusCode(), fault));
    }

    public static Response answer(int status, Fault fault) {
        Response.ResponseBuilder answer =
                Response.status(status).type(Problem.MEDIA_TYPE).entity(Problem.of(status, fault));
        return status == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()
                ? answer.header("Retry-After", Door.RETRY_AFTER_SECONDS).build()
                : answer.build();
    }
}
