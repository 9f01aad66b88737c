package org.e2enet.deploy.settings;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.e2enet.deploy.Repository;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml} with what its anchors stand for. */
final class ComposeFile {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(?::([-+?])([^}]*))?}");

    private final Map<String, Map<String, Object>> services;
    private final Map<String, Map<String, Object>> secrets;

    @SuppressWarnings("unchecked") // as the file is
    ComposeFile() {
        Map<String, Object> file =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Repository.read("docker-compose.yml"));
        services = (Map<String, Map<String, Object>>) file.get("services");
        secrets = (Map<String, Map<String, Object>>) file.get("secrets");
    }

    Map<String, Map<String, Object>> secrets() {
        return secrets;
    }

    /** What compose makes of a text. @param set the variables of who calls it */
    static String expanded(Object text, Map<String, String> set) {
        return VARIABLE.matcher(String.valueOf(text)).replaceAll(found -> {
            String value = set.getOrDefault(found.group(1), "");
            String other = found.group(3) == null ? "" : found.group(3);
            String meant =
                    "+".equals(found.group(2)) ? (value.isEmpty() ? "" : other) : (value.isEmpty() ? other : value);
            return Matcher.quoteReplacement(meant);
        });
    }

    Map<String, Map<String, Object>> services() {
        return services;
    }

    Set<String> variables(String service) {
        return new TreeSet<>(((Map<?, ?>) services.get(service).get("environment"))
                .keySet().stream().map(Object::toString).toList());
    }
}
