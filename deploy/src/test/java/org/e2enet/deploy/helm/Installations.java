package org.e2enet.deploy.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the chart's example installations set. */
public final class Installations {
    public static final List<String> NAMES = Chart.INSTALLATIONS;

    private Installations() {}

    /** Names of the variables by service. */
    public static Map<String, Set<String>> environments(String installation) {
        Map<String, Set<String>> environments = new TreeMap<>();
        Chart.ofKind(Chart.objects(installation), "Deployment").forEach(deployment -> {
            for (JsonNode container : deployment.at("/spec/template/spec/containers")) {
                Set<String> names = new TreeSet<>();
                container
                        .path("env")
                        .forEach(variable -> names.add(variable.path("name").asText()));
                environments.put(container.path("name").asText(), names);
            }
        });
        return environments;
    }
}
