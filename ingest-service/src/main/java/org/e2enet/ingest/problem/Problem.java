package org.e2enet.ingest.problem;

import jakarta.ws.rs.core.Response;
import org.e2enet.faults.Fault;

/**
 * An error as RFC 9457 problem details, with the fault's own parts.
 *
 * @param title the fault's {@code what}
 * @param status HTTP status
 */
public record Problem(String title, int status, String code, String what, String where, String mend) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(Fault fault) {
        return new Problem(
                fault.what(), Statuses.of(fault.code()), fault.code(), fault.what(), fault.where(), fault.mend());
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
