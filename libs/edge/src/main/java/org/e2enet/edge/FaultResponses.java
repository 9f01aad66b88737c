package org.e2enet.edge;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Answers the faults of REST calls with {@code {code, what, where, mend}}: 400 unless the caller said another status. */
@Provider
public class FaultResponses implements ExceptionMapper<FaultException> {
    @Override
    public Response toResponse(FaultException failure) {
        return answer(Response.Status.BAD_REQUEST, failure.fault());
    }

    /** 404 for an id that is not there. */
    public static WebApplicationException notFound(Fault fault) {
        return new WebApplicationException(answer(Response.Status.NOT_FOUND, fault));
    }

    public static Response answer(Response.StatusType status, Fault fault) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(fault)
                .build();
    }
}
