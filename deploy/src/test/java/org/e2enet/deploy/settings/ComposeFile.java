package org.e2enet.deploy.settings;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.e2enet.deploy.Repository;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml} with what its anchors stand for. */
final class ComposeFile {
    private final Map<String, Map<String, Object>> services;

    @SuppressWarnings("unchecked") // as the file is
    ComposeFile() {
        Map<String, Object> file =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Repository.read("docker-compose.yml"));
        services = (Map<String, Map<String, Object>>) file.get("services");
    }

    Map<String, Map<String, Object>> services() {
        return services;
    }

    Set<String> variables(String service) {
        return new TreeSet<>(((Map<?, ?>) services.get(service).get("environment"))
                .keySet().stream().map(Object::toString).toList());
    }
}
