package org.e2enet.metrics.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Supplier;

/** Spares a reader what it has: an ETag that follows from the question and the version of the database. */
final class Unchanged {
    private final EntityTag tag;

    private Unchanged(EntityTag tag) {
        this.tag = tag;
    }

    /** @param form media type of the answer: another form is another answer */
    static Unchanged since(long version, UriInfo question, String form) {
        return new Unchanged(
                new EntityTag(version + "-" + Integer.toHexString((question.getRequestUri() + form).hashCode()), true));
    }

    /**
     * 304 where the reader has this tag, else the answer with it.
     *
     * @throws WebApplicationException 412 where the reader wants another one
     */
    Response or(Request request, Supplier<Response.ResponseBuilder> answer) {
        Response.ResponseBuilder decided = request.evaluatePreconditions(tag);
        if (decided == null) {
            return answer.get().tag(tag).build();
        }
        Response told = decided.build();
        if (told.getStatus() == Response.Status.PRECONDITION_FAILED.getStatusCode()) {
            throw new WebApplicationException(told);
        }
        return told;
    }
}
