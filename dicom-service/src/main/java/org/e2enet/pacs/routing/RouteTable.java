package org.e2enet.pacs.routing;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All routes: the first that fits counts.
 *
 * @param routes in the order they are asked
 */
public record RouteTable(List<Route> routes) {
    public RouteTable {
        routes = routes == null ? List.of() : List.copyOf(routes);
        Set<String> names = new HashSet<>();
        for (Route route : routes) {
            if (!names.add(route.name())) {
                throw new IllegalArgumentException("routes must have names of their own each");
            }
        }
    }

    public Optional<Route> first(SeenSeries series) {
        return series.isResult()
                ? Optional.empty()
                : routes.stream().filter(route -> route.match().fits(series)).findFirst();
    }

    /** Whether some route asks under which name series were sent. */
    public boolean asksCalledAet() {
        return routes.stream().anyMatch(route -> !route.match().calledAet().isEmpty());
    }
}
