package org.e2enet.standalone.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules and panels ask for metrics that the services have, by labels these have: a renamed one fails here. */
class PrometheusNamesTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern METER = Pattern.compile("\"(e2enet(?:\\.[a-z]+)+)\"");
    private static final Pattern WORD = Pattern.compile("\"([a-z_]+)\"");
    /** Ours, those of the libraries below the services, and what rules record. */
    private static final Pattern NAME = Pattern.compile(
            "\\b((?:e2enet|jvm|process|system|http_server|kafka)_[a-z_0-9]+|[a-z_]+(?::[a-z_0-9]+){2})\\b");

    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:0-9]+)\\{([^}]*)\\}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!=|!~|=)");
    private static final Pattern GROUPING = Pattern.compile("(?:by|on) \\(([a-z_, ]+)\\)");
    private static final Pattern AGGREGATION = Pattern.compile("\\b(sum|avg|min|max|count)\\b");
    private static final Pattern EXPRESSION = Pattern.compile("expr: (?:>\\n)?((?:.+)(?:\\n {10,}.+)*)");
    private static final Pattern RECORD = Pattern.compile("record: (\\S+)");
    /** What Prometheus adds, and what Micrometer ends names with. */
    private static final Set<String> ADDED =
            Set.of("service", "job", "instance", "le", "topic", "area", "status", "uri");

    private static final String ENDINGS = "(_total|_seconds|_seconds_(count|sum|bucket|max))?";

    @Test
    void shouldAskOnlyForMetricsThatTheServicesHave() throws IOException {
        Map<String, Set<String>> meters = meters();
        assertTrue(meters.size() > 25, () -> "meters of the services: " + meters.keySet());
        Set<String> recorded = RECORD.matcher(read("deploy/prometheus/recording.yml"))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
        List<String> expressions = expressions();
        assertTrue(expressions.size() > 30, () -> "expressions: " + expressions);

        Set<String> unknown = new TreeSet<>();
        for (String expression : expressions) {
            for (String name : names(expression)) {
                if (name.startsWith("e2enet_") && meter(name, meters).isEmpty()
                        || name.contains(":") && !recorded.contains(name)) {
                    unknown.add(name + " in: " + expression);
                }
            }
            unknown.addAll(strangeLabels(expression, meters));
        }
        assertEquals(Set.of(), unknown, "metrics or labels that no service has");
    }

    @Test
    void shouldNoticeAMetricOrLabelThatIsRenamed() {
        Map<String, Set<String>> meters = Map.of("e2enet_scans", Set.of("outcome"));

        assertEquals(List.of(), strangeLabels("sum by (outcome) (e2enet_scans_total{outcome=\"x\"})", meters));
        assertEquals(
                1, strangeLabels("e2enet_scans_total{result=\"x\"}", meters).size());
        assertEquals(
                1, strangeLabels("sum by (result) (e2enet_scans_total)", meters).size());
        assertTrue(meter("e2enet_images_total", meters).isEmpty());
    }

    static Set<String> names(String expression) {
        return NAME.matcher(expression.replaceAll("\\{[^}]*\\}", ""))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<String> strangeLabels(String expression, Map<String, Set<String>> meters) {
        Set<String> known = new TreeSet<>(ADDED);
        names(expression).forEach(name -> known.addAll(labels(name, meters)));
        List<String> strange = new ArrayList<>();
        Stream<String> grouped = GROUPING.matcher(expression)
                .results()
                .flatMap(result -> Stream.of(result.group(1).split(", *")));
        Stream<String> selected = SELECTOR.matcher(expression)
                .results()
                .flatMap(result -> LABEL.matcher(result.group(2)).results().map(label -> label.group(1)));
        Stream.concat(grouped, selected)
                .filter(label -> !known.contains(label))
                .forEach(label -> strange.add(label + " in: " + expression));
        return strange;
    }

    /** What a series of the answer is told apart by: of an aggregation what it groups by, else the labels of the metric. */
    static Set<String> labelsLeft(String expression, Map<String, Set<String>> meters) {
        Set<String> left = GROUPING.matcher(expression)
                .results()
                .flatMap(result -> Stream.of(result.group(1).split(", *")))
                .collect(Collectors.toCollection(TreeSet::new));
        if (left.isEmpty() && !AGGREGATION.matcher(expression).find()) {
            left.addAll(ADDED);
            names(expression).forEach(name -> left.addAll(labels(name, meters)));
        }
        return left;
    }

    /** A recorded name begins with its labels: {@code dataset_model:…}. */
    private static Set<String> labels(String name, Map<String, Set<String>> meters) {
        return name.contains(":")
                ? Set.of(name.substring(0, name.indexOf(':')).split("_"))
                : meter(name, meters).map(meters::get).orElse(Set.of());
    }

    private static Optional<String> meter(String name, Map<String, Set<String>> meters) {
        return meters.keySet().stream()
                .filter(meter -> name.matches(meter + ENDINGS))
                .findFirst();
    }

    /** Prometheus' name of every meter, with the words that stand in the files that make it: its labels are among them. */
    static Map<String, Set<String>> meters() throws IOException {
        Map<String, Set<String>> meters = new TreeMap<>();
        try (Stream<Path> modules = Stream.concat(Files.list(REPOSITORY), Files.list(REPOSITORY.resolve("libs")))) {
            for (Path sources : modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(file -> add(file, meters));
                }
            }
        }
        return meters;
    }

    private static void add(Path file, Map<String, Set<String>> meters) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Set<String> words =
                WORD.matcher(text).results().map(result -> result.group(1)).collect(Collectors.toSet());
        Matcher meter = METER.matcher(text);
        while (meter.find()) {
            meters.computeIfAbsent(meter.group(1).replace('.', '_'), name -> new TreeSet<>())
                    .addAll(words);
        }
    }

    static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (String file : List.of("recording.yml", "alerts.yml")) {
            EXPRESSION
                    .matcher(read("deploy/prometheus/" + file))
                    .results()
                    .forEach(result -> expressions.add(result.group(1).replaceAll("\\s+", " ")));
        }
        try (Stream<Path> dashboards = Files.list(REPOSITORY.resolve("deploy/grafana/dashboards"))) {
            for (Path dashboard :
                    dashboards.filter(file -> file.toString().endsWith(".json")).toList()) {
                JsonNode board = new ObjectMapper().readTree(Files.readString(dashboard));
                assertTrue(board.path("uid").asText().matches("[a-z0-9-]+"), "a stable uid");
                board.findValuesAsText("expr").forEach(expressions::add);
            }
        }
        return expressions;
    }

    private static String read(String file) throws IOException {
        return Files.readString(REPOSITORY.resolve(file));
    }
}
