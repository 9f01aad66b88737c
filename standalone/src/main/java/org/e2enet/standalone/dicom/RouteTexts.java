package org.e2enet.standalone.dicom;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.e2enet.client.DicomClient;
import org.e2enet.standalone.console.Table;

/** Routes for people. */
final class RouteTexts {
    private RouteTexts() {}

    static String table(List<DicomClient.Route> routes) {
        Table table = new Table("asked", "route", "series", "data set", "model", "outputs", "destinations");
        IntStream.range(0, routes.size()).forEach(n -> {
            DicomClient.Route route = routes.get(n);
            table.row(
                    n + 1,
                    route.name(),
                    series(route),
                    route.dataset(),
                    route.alias(),
                    String.join(", ", route.outputs()),
                    String.join(", ", route.destinations()));
        });
        return table.toString();
    }

    private static String series(DicomClient.Route route) {
        return route.match() != null
                ? text(route.match())
                : route.channels().stream().map(RouteTexts::text).collect(Collectors.joining(" + "));
    }

    /** Only what is asked. */
    private static String text(Map<String, Object> match) {
        String asked = match.entrySet().stream()
                .filter(field -> field.getValue() != null && !field.getValue().equals(List.of()))
                .map(field -> field.getKey() + " " + field.getValue())
                .collect(Collectors.joining(", "));
        return asked.isEmpty() ? "every" : asked;
    }
}
