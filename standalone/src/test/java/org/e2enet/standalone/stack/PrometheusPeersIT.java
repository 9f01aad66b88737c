package org.e2enet.standalone.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.e2enet.client.InferClient;
import org.e2enet.client.IngestClient;
import org.e2enet.client.MetricsClient;
import org.e2enet.client.ScanState;
import org.e2enet.client.Waiting;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.initial.Initializer;
import org.e2enet.ports.FreePort;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.standalone.E2ENet;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.models.PlanFile;
import org.e2enet.standalone.peers.Peers;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus, with the rules as they are shipped, scrapes a stack that has prepared, segmented and scored a scan. */
@Tag("peers")
class PrometheusPeersIT {
    private static final Path RULES =
            Path.of("..", "deploy", "prometheus").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Patience.LONG;
    private static final String PLAN = """
            {"architecture": "nnunet", "inputChannels": 1, "classes": 9, "channels": [4, 8], "strides": [[2,2,2]],
             "kernel": [3,3,3], "patch": [16,16,16], "spacingMm": [3.0,3.0,3.0], "normalization": ["zscore"]}""";

    /** What nothing in this run brings about: a training, a model that has a reference, an archive, an inbox, and what goes wrong. */
    private static final Set<String> NOT_HERE = Set.of(
            "e2enet_dead_letters_total",
            "e2enet_inbox_entries_total",
            "e2enet_intensity_scans",
            "e2enet_intensity_stability",
            "e2enet_prediction_flags_total",
            "e2enet_predictions_without_truth_total",
            "e2enet_results_total",
            "e2enet_series_total",
            "e2enet_topology_density",
            "e2enet_topology_explored_share",
            "e2enet_training_folds_total",
            "e2enet_training_learning_rate",
            "e2enet_training_loss",
            "e2enet_training_pseudo_dice",
            "e2enet_waits_total");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private URI prometheus;

    @Test
    void shouldFindEveryMetricAndLabelThatRulesAndPanelsAskFor() throws Exception {
        System.setProperty(
                "e2enet.home", Path.of("..").toAbsolutePath().normalize().toString());
        Path data = folder.resolve("data");
        try (LocalStack stack =
                LocalStack.start(new DataFolder(data), StackPorts.of(0, 0), Map.of(), Console.of(true))) {
            scoreAScan(stack, data);
            Process scraping = scrape(stack.ports());
            try {
                Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> ask("query?query=" + word("sum(up)"))
                        .at("/data/result/0/value/1")
                        .asText()
                        .equals(String.valueOf(stack.ports().services().size())));
                Awaitility.await().atMost(PATIENCE).until(() -> !series("e2enet_mean_dice")
                        .isEmpty());
                assertNamesAndLabels();
                Awaitility.await().atMost(PATIENCE).until(() -> health().equals(Set.of("ok")));
            } finally {
                scraping.destroyForcibly().waitFor();
            }
        }
    }

    /** Every name that is asked for is there, with the labels it is asked by; those that cannot be there are not. */
    private void assertNamesAndLabels() throws IOException, InterruptedException {
        List<String> expressions = PrometheusNamesTest.expressions();
        Set<String> names = expressions.stream()
                .flatMap(expression -> PrometheusNamesTest.names(expression).stream())
                .filter(name -> !name.contains(":"))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, Set<String>> live = new TreeMap<>();
        for (String name : names) {
            Set<String> labels = series(name);
            if (!labels.isEmpty()) {
                live.put(name, labels);
            }
        }
        Set<String> absent = new TreeSet<>(names);
        absent.removeAll(live.keySet());
        Set<String> expected = new TreeSet<>(NOT_HERE);
        expected.retainAll(names);
        assertEquals(NOT_HERE.size(), expected.size(), "names that nothing asks for any more");
        assertEquals(expected, absent, "metrics that no service has in a run of a day");
        Set<String> strange = expressions.stream()
                .filter(expression -> live.keySet().containsAll(PrometheusNamesTest.names(expression)))
                .flatMap(expression -> PrometheusNamesTest.strangeLabels(expression, live).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), strange, "labels that the metrics do not have");
        assertTrue(live.size() > 10, live::toString);
    }

    /** Names of the labels of all series of a name. */
    private Set<String> series(String name) throws IOException, InterruptedException {
        Set<String> labels = new TreeSet<>();
        for (JsonNode one : ask("series?" + word("match[]") + "=" + word(name)).path("data")) {
            one.fieldNames().forEachRemaining(labels::add);
        }
        return labels;
    }

    /** Of all rules. */
    private Set<String> health() throws IOException, InterruptedException {
        return new TreeSet<>(ask("rules").findValuesAsText("health"));
    }

    private JsonNode ask(String question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(prometheus.resolve("/api/v1/" + question))
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofByteArray()).body());
    }

    private static String word(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Process scrape(StackPorts ports) throws IOException {
        StringBuilder targets = new StringBuilder();
        for (ServiceKind service : ports.services()) {
            targets.append("      - targets: [\"localhost:%d\"]\n        labels: {service: %s}\n"
                    .formatted(ports.of(service), service.serviceName()));
        }
        Path settings = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [%1$s/recording.yml, %1$s/alerts.yml]
                scrape_configs:
                  - job_name: e2enet
                    metrics_path: /q/metrics
                    static_configs:
                %2$s""".formatted(RULES, targets));
        int port = FreePort.take();
        prometheus = URI.create("http://localhost:" + port);
        return new ProcessBuilder(
                        Peers.program("prometheus", "prometheus").toString(),
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    private void scoreAScan(LocalStack stack, Path data) throws Exception {
        Path plan = Files.writeString(folder.resolve("plan.json"), PLAN);
        SafetensorsWriter weights = new SafetensorsWriter();
        new Initializer(7)
                .weights(Architectures.graph(PlanFile.read(plan, Plan.class)))
                .forEach(weights::add);
        Path file = folder.resolve("weights.safetensors");
        weights.write(file);
        call("ingest", Path.of("..", "samples", "hemispheres").toString(), "--data", data.toString());
        call(
                "import",
                "--plan",
                plan.toString(),
                "--weights",
                file.toString(),
                "--dataset",
                "hemispheres",
                "--promote",
                "brain",
                "--data",
                data.toString());
        String scanId = new IngestClient(stack.ports().address(ServiceKind.INGEST))
                .scans("hemispheres").stream()
                        .map(ScanState::scanId)
                        .findFirst()
                        .orElseThrow();
        Waiting patient = Waiting.upTo(PATIENCE);
        InferClient infer = new InferClient(stack.ports().address(ServiceKind.INFER));
        PredictionCompleted done = infer.awaitEnd(infer.request(scanId, "brain").predictionId(), patient, state -> {});
        new MetricsClient(stack.ports().address(ServiceKind.METRICS))
                .awaitScore("hemispheres", done.modelId(), done.predictionId(), patient);
    }

    private static void call(String... arguments) {
        assertEquals(0, E2ENet.commandLine().execute(arguments));
    }
}
