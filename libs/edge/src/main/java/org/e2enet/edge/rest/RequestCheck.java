package org.e2enet.edge.rest;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.e2enet.faults.Fault;

/**
 * Looks at a request before anything of it is read or done, and before its login. Every bean of this kind is asked, in the order of
 * {@link #order}.
 */
public interface RequestCheck {
    /**
     * A request that is not served.
     *
     * @param retryAfterSeconds when it may be sent again; 0 where that is not said
     */
    record Refusal(int status, Fault fault, int retryAfterSeconds) {
        public Refusal(int status, Fault fault) {
            this(status, fault, status == Door.UNAVAILABLE ? Door.RETRY_AFTER_SECONDS : 0);
        }
    }

    Optional<Refusal> check(HttpServerRequest request);

    /** Small numbers first. */
    int order();
}
