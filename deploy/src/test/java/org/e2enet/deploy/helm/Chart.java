package org.e2enet.deploy.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.e2enet.deploy.Repository;

/** {@code deploy/helm/e2enet} and the installations that are described beside it. */
final class Chart {
    static final Path FOLDER = withoutLinks(Repository.file("deploy/helm/e2enet"));
    /** Installations with values of their own. */
    static final List<String> INSTALLATIONS = List.of("small", "hospital", "research-gpu");

    private static final String HOOK = "helm.sh/hook:";
    private static final String HOOK_LOOKED_AT = "golden/hook:";

    /** What Helm takes the cluster for. */
    private static final String KUBERNETES = "1.33.0";

    private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());

    /** Each is rendered once for all tests. */
    private static final Map<String, List<JsonNode>> OBJECTS = new ConcurrentHashMap<>();

    private Chart() {}

    static Path values(String installation) {
        return Repository.file("deploy/helm/values/" + installation + ".yaml");
    }

    /**
     * As {@code helm package} does it; of every link that it follows Helm tells at length. Helm's library leaves hooks out of what it
     * renders: by another annotation they are objects as all others.
     */
    private static Path withoutLinks(Path chart) {
        try (Stream<Path> files = Files.walk(chart, FileVisitOption.FOLLOW_LINKS)) {
            Path copy = Files.createTempDirectory(Path.of("target"), "chart").resolve("e2enet");
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(chart.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                if (to.getParent().endsWith("templates")) {
                    Files.writeString(to, Files.readString(to).replace(HOOK, HOOK_LOOKED_AT));
                }
            }
            return copy.toAbsolutePath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** With the values that the chart has itself. */
    static LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }

    /** What {@code helm template} answers. Fails as Helm does. */
    static String render(String installation) {
        return command(installation).call();
    }

    static String render(String installation, Map<String, ?> more) {
        TemplateCommand command = command(installation);
        more.forEach(command::set);
        return command.call();
    }

    private static TemplateCommand command(String installation) {
        return new Helm(FOLDER)
                .template()
                .withName("e2enet")
                .withNamespace("e2enet")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(values(installation));
    }

    /** The objects of an installation, in the order they come. */
    static List<JsonNode> objects(String installation) {
        return OBJECTS.computeIfAbsent(installation, one -> parse(render(one)));
    }

    static List<JsonNode> parse(String documents) {
        List<JsonNode> objects = new ArrayList<>();
        try (var values = YAML.readerFor(JsonNode.class).readValues(documents)) {
            values.forEachRemaining(value -> objects.add((JsonNode) value));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return objects.stream().filter(JsonNode::isObject).toList();
    }

    static JsonNode read(Path yaml) {
        try {
            return YAML.readTree(yaml.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Stream<JsonNode> ofKind(List<JsonNode> objects, String kind) {
        return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }
}
