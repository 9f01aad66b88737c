package org.e2enet.standalone.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Grafana wants of a dashboard from a file, as far as it can be said without one, and legends by labels that the query leaves. */
class GrafanaDashboardsTest {
    private static final Path GRAFANA = Path.of("..", "deploy", "grafana");
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Pattern UID = Pattern.compile("(?m)^ *uid: (\\S+)$");
    private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{ *([^} ]+) *}}");
    private static final Set<String> PANELS = Set.of("stat", "timeseries");
    /** Grafana's ids of units; one that it does not know is shown as a word behind the number. */
    private static final Set<String> UNITS = Set.of("short", "percentunit", "s", "bytes", "reqps");

    private static final int COLUMNS = 24;

    static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(GRAFANA.resolve("dashboards"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void shouldHaveAnAddressAndANameOfItsOwnEach() throws IOException {
        List<String> addresses = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Path file : dashboards()) {
            addresses.add(read(file).path("uid").asText());
            names.add(read(file).path("title").asText());
        }

        assertTrue(addresses.size() >= 4, addresses::toString);
        assertEquals(addresses.size(), Set.copyOf(addresses).size(), addresses::toString);
        assertEquals(names.size(), Set.copyOf(names).size(), names::toString);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldBeADashboardThatGrafanaTakesFromAFile(Path file) throws IOException {
        JsonNode board = read(file);

        assertTrue(file.toString().endsWith(".json"));
        assertTrue(board.path("uid").asText().matches("[a-z0-9-]{1,40}"));
        assertFalse(board.path("title").asText().isBlank());
        assertFalse(board.has("id"), "a number of one Grafana's database");
        assertTrue(board.path("schemaVersion").isInt() && board.path("version").isInt());
        assertTrue(board.path("refresh").asText().matches("[0-9]+[smhd]"));
        assertTrue(board.path("time").has("from") && board.path("time").has("to"));
        assertTrue(board.path("tags").isArray() && !board.path("editable").asBoolean(true));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldHavePanelsThatGrafanaDraws(Path file) throws IOException {
        Set<String> sources = sources();
        Set<Integer> ids = new TreeSet<>();
        Set<String> taken = new TreeSet<>();
        JsonNode panels = read(file).path("panels");

        assertFalse(panels.isEmpty());
        for (JsonNode panel : panels) {
            String which = panel.path("title").asText();
            assertFalse(which.isBlank());
            assertTrue(ids.add(panel.path("id").asInt(0)) && !ids.contains(0), () -> "the id of " + which);
            assertTrue(PANELS.contains(panel.path("type").asText()), () -> "the type of " + which);
            assertTrue(sources.contains(panel.at("/datasource/uid").asText()), () -> "the source of " + which);
            String unit = panel.at("/fieldConfig/defaults/unit").asText();
            assertTrue(UNITS.contains(unit), () -> "the unit of " + which + ": " + unit);
            takePlace(panel.path("gridPos"), taken, which);
            Set<String> queries = new TreeSet<>();
            assertFalse(panel.path("targets").isEmpty(), () -> which + " asks for nothing");
            for (JsonNode target : panel.path("targets")) {
                assertTrue(queries.add(target.path("refId").asText()), () -> "queries of " + which);
                assertFalse(target.path("expr").asText().isBlank(), () -> which + " asks for nothing");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldNameSeriesByLabelsThatTheQueryLeaves(Path file) throws IOException {
        Map<String, Set<String>> meters = PrometheusNamesTest.meters();
        Set<String> strange = new TreeSet<>();
        for (JsonNode target : read(file).findValues("targets").stream()
                .flatMap(targets ->
                        Stream.iterate(0, n -> n < targets.size(), n -> n + 1).map(targets::get))
                .toList()) {
            strange.addAll(strangeInLegend(
                    target.path("legendFormat").asText(), target.path("expr").asText(), meters));
        }

        assertEquals(Set.of(), strange);
    }

    @Test
    void shouldNoticeALegendByALabelThatTheQueryDropsOrDoesNotHave() {
        Map<String, Set<String>> meters = Map.of("e2enet_dice", Set.of("model", "label"));

        assertEquals(List.of(), strangeInLegend("{{model}} {{label}}", "e2enet_dice", meters));
        assertEquals(List.of(), strangeInLegend("{{model}}", "avg by (model) (e2enet_dice)", meters));
        assertEquals(
                1,
                strangeInLegend("{{label}}", "avg by (model) (e2enet_dice)", meters)
                        .size());
        assertEquals(1, strangeInLegend("{{fold}}", "e2enet_dice", meters).size());
        assertEquals(
                1,
                strangeInLegend("{{model}}", "sum(e2enet_dice) or vector(0)", meters)
                        .size());
    }

    private static List<String> strangeInLegend(String legend, String expression, Map<String, Set<String>> meters) {
        Set<String> left = PrometheusNamesTest.labelsLeft(expression, meters);
        return IN_LEGEND
                .matcher(legend)
                .results()
                .map(label -> label.group(1))
                .filter(label -> !left.contains(label))
                .map(label -> label + " of: " + expression)
                .toList();
    }

    /** Each panel has cells of the grid for itself. */
    private static void takePlace(JsonNode place, Set<String> taken, String which) {
        int x = place.path("x").asInt(-1);
        int y = place.path("y").asInt(-1);
        int w = place.path("w").asInt();
        int h = place.path("h").asInt();
        assertTrue(x >= 0 && y >= 0 && w > 0 && h > 0 && x + w <= COLUMNS, () -> which + " lies at " + place);
        for (int column = x; column < x + w; column++) {
            for (int row = y; row < y + h; row++) {
                assertTrue(taken.add(column + " " + row), () -> which + " covers another panel");
            }
        }
    }

    private static Set<String> sources() throws IOException {
        try (Stream<Path> files = Files.list(GRAFANA.resolve("provisioning/datasources"))) {
            return files.flatMap(file -> UID.matcher(text(file)).results().map(uid -> uid.group(1)))
                    .collect(Collectors.toSet());
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(text(file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
