package org.e2enet.pacs.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

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
        return routes.stream()
                .filter(route -> !route.channelsOf(series).isEmpty())
                .findFirst();
    }

    /**
     * With one route more, or another of its name.
     *
     * @param before name of the route that it is asked before; null leaves it where it was, a new one is asked last
     * @return empty where there is no route of the name {@code before}
     */
    public Optional<RouteTable> with(Route route, String before) {
        List<Route> all = new ArrayList<>(routes);
        int place = IntStream.range(0, all.size())
                .filter(n -> all.get(n).name().equals(route.name()))
                .findFirst()
                .orElse(all.size());
        if (place < all.size()) {
            all.remove(place);
        }
        if (before != null) {
            OptionalInt next = IntStream.range(0, all.size())
                    .filter(n -> all.get(n).name().equals(before))
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            place = next.getAsInt();
        }
        all.add(place, route);
        return Optional.of(new RouteTable(all));
    }

    /** @return empty where there is no such route */
    public Optional<RouteTable> without(String name) {
        List<Route> left =
                routes.stream().filter(route -> !route.name().equals(name)).toList();
        return left.size() == routes.size() ? Optional.empty() : Optional.of(new RouteTable(left));
    }

    /** Whether some route asks under which name series were sent. */
    public boolean asksCalledAet() {
        return routes.stream().flatMap(route -> route.wanted().stream()).anyMatch(match -> !match.calledAet()
                .isEmpty());
    }
}
