package org.e2enet.edge.rest;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.e2enet.edge.EdgeConfig;
import org.e2enet.edge.EdgeFaults;

/**
 * Refuses writes that a browser sends for a page of another origin ({@code Origin}, {@code Sec-Fetch-Site}; also {@code Origin: null}),
 * unless the origin is one of {@code edge.origins}. Programs send neither header.
 */
@Singleton
final class OriginCheck implements RequestCheck {
    private static final int FORBIDDEN = 403;
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Set<String> origins;

    @Inject
    OriginCheck(EdgeConfig config) {
        this(config.origins().orElse(List.of()));
    }

    OriginCheck(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    @Override
    public Optional<Refusal> check(HttpServerRequest request) {
        boolean foreign = !READS.contains(request.method())
                && isForeign(
                        request.getHeader("Origin"),
                        request.getHeader("Sec-Fetch-Site"),
                        request.scheme() + "://" + request.authority());
        return foreign ? Optional.of(new Refusal(FORBIDDEN, EdgeFaults.foreignOrigin())) : Optional.empty();
    }

    /** @param own scheme, host and port that the request was sent to */
    boolean isForeign(String origin, String site, String own) {
        if (origin != null) {
            return !origin.equalsIgnoreCase(own) && !origins.contains(origin);
        }
        return site != null && !OWN_SITE.contains(site);
    }

    @Override
    public int order() {
        return 1;
    }
}
