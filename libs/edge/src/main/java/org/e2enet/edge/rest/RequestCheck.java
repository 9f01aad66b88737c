package org.e2enet.edge.rest;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.e2enet.faults.Fault;

/**
 * Looks at a request before anything of it is read or done, and before its login. Every bean of this kind is asked, in the order of
 * {@link #order}.
 */
public interface RequestCheck {
    /** A request that is not served. */
    record Refusal(int status, Fault fault) {}

    Optional<Refusal> check(HttpServerRequest request);

    /** Small numbers first. */
    int order();
}
