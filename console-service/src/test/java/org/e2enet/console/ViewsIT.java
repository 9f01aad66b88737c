package org.e2enet.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.catalogue.AliasHistory;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.catalogue.PredictionTicket;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.DirectionShares;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;
import org.e2enet.contract.Size3;
import org.e2enet.contract.TensorEvolution;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.Fault;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.random.Xoshiro;
import org.e2enet.network.topology.ConnectionDirections;
import org.e2enet.network.topology.Proportions;
import org.e2enet.network.topology.RecordedTopology;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyEvolution;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.network.topology.TopologyUpdate;
import org.e2enet.store.FileStore;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console over a real broker and a store as the other services leave it; they themselves are away. */
class ViewsIT {
    private static final Topics TOPICS = Topics.withDefaultPrefix();
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String NOBODY = "http://localhost:9";
    private static final Fault FAULT = new Fault("IMG-113", SCRIPT, "voxels", "Check the export.");

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static Catalogue catalogue;
    private static FileStore store;
    private static TopicProbe probe;
    private static ConsoleProcess console;

    @BeforeAll
    static void start() throws IOException {
        kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
        kafka.createTopics(TOPICS.all().stream()
                .map(name -> new NewTopic(name, 1, (short) 1))
                .toList());
        store = new FileStore(folder.resolve("store"));
        catalogue = new Catalogue(store);
        probe = new TopicProbe(kafka.bootstrapServers());
        catalogue.datasets().put(new DatasetDefinition("brain", List.of("T1"), Map.of(0, "background", 1, SCRIPT)));
        console = ConsoleProcess.start(
                kafka.bootstrapServers(),
                folder,
                Map.of(
                        "CONSOLE_INGEST", NOBODY,
                        "CONSOLE_TRAIN", NOBODY,
                        "CONSOLE_INFER", NOBODY,
                        "CONSOLE_METRICS", NOBODY,
                        "CONSOLE_GRAFANA", "http://localhost:3000"));
    }

    @AfterAll
    static void stop() {
        console.close();
        probe.close();
        kafka.close();
    }

    @Test
    void shouldShowScansNewestFirstPageByPageAndByFilter() throws IOException {
        for (int n = 0; n < 5; n++) {
            receive("page" + n, "paged", NOON.plusSeconds(n));
        }
        catalogue.scans().put(new ScanRejected("page3", "paged", FAULT, List.of()));

        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = console.json("/api/views/scans?dataset=paged&limit=2" + next);
            page.path("scans").forEach(scan -> seen.add(scan.path("scanId").asText()));
            next = page.has("next") ? "&after=" + page.path("next").asText() : null;
        } while (next != null);
        assertEquals(List.of("page4", "page3", "page2", "page1", "page0"), seen);

        JsonNode rejected = console.json("/api/views/scans?dataset=paged&state=rejected");
        assertEquals(1, rejected.path("scans").size());
        JsonNode row = rejected.path("scans").get(0);
        assertEquals("page3", row.path("scanId").asText());
        assertEquals(SCRIPT, row.path("fault").path("what").asText(), "text stays what it is");
        assertEquals(
                0,
                console.json("/api/views/scans?dataset=paged&flag=none")
                        .path("scans")
                        .size());
    }

    @Test
    void shouldRefuseWhatNoPageSaidAndIdsThatAreNotThere() throws IOException {
        assertProblem(400, "EDG-107", console.get("/api/views/scans?after=elsewhere"));
        assertProblem(400, "EDG-107", console.get("/api/views/runs?after=%3Cscript%3E"));
        assertProblem(400, "EDG-108", console.get("/api/views/models?limit=0"));
        for (String listing : List.of("scans", "models", "runs")) {
            assertProblem(400, "EDG-109", console.get("/api/views/" + listing + "?limit=abc"));
        }
        assertProblem(400, "CON-103", console.get("/api/views/scans?state=lost"));
        assertProblem(404, "CON-102", console.get("/api/views/scans/nobody"));
        assertProblem(404, "CON-102", console.get("/api/views/scans/..%2F..%2Fetc"));
        assertProblem(404, "CON-102", console.get("/api/views/runs/nobody"));
        assertProblem(404, "EDG-104", console.get("/api/views/nothing"));
    }

    @Test
    void shouldShowAScanWithItsPredictionsThoughNobodyTellsScores() throws IOException {
        receive("whole", "brain", NOON);
        ObjectRef segmentation = store.put("segmentation".getBytes(), "application/gzip");
        catalogue
                .predictions()
                .put(new PredictionCompleted(
                        "p-done",
                        "whole",
                        "brain",
                        "run-fold0",
                        "best",
                        segmentation,
                        new PredictionCompleted.Provenance(
                                "0".repeat(64), "0".repeat(64), "sparse", Map.of(), 8, Map.of(), -1, List.of())));
        catalogue
                .tickets()
                .put(PredictionTicket.open(asked("whole", "p-failed")).failed(FAULT));

        JsonNode view = console.json("/api/views/scans/whole");
        assertEquals(1, view.path("scan").path("predictions").asInt());
        assertEquals("T1", view.path("images").get(0).path("name").asText());
        assertEquals(SCRIPT, view.path("classes").get(0).path("name").asText());
        assertEquals(1, view.path("classes").size(), "background is no class to show");
        Map<String, String> states = new TreeMap<>();
        view.path("predictions")
                .forEach(each -> states.put(
                        each.path("predictionId").asText(), each.path("state").asText()));
        assertEquals(Map.of("p-done", "completed", "p-failed", "failed"), states);
        assertEquals("CLI-203", view.path("scoresFault").path("code").asText());
    }

    @Test
    void shouldShowWhatAnAliasMeantThoughNobodyServes() throws IOException {
        catalogue.promote(new ModelPromoted("shown", "m1"), new AliasHistory.Because("promoted", "training", "run1"));
        catalogue.promote(new ModelPromoted("shown", "m2"), new AliasHistory.Because("promoted", "ada", SCRIPT));
        JsonNode view = console.json("/api/views/models");
        JsonNode alias = view.path("aliases").get(0);
        assertEquals("m2", alias.path("modelId").asText());
        assertEquals(2, alias.path("history").size());
        assertFalse(alias.has("loaded"));
        assertEquals("CLI-203", view.path("servingFault").path("code").asText());
        assertFalse(view.path("byLogin").asBoolean(true), "nobody logs in here");
    }

    @Test
    void shouldShowTheTopologyThatAReplayOfTheTopicGives() throws IOException {
        Plan plan = Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5);
        TrainingRequested request = new TrainingRequested(
                "evolving", 0, 1, "brain", List.of("whole"), List.of(), plan, Recipe.quick(2, 50, 7), null);
        TrainingProgressed progress = new TrainingProgressed(
                "evolving",
                0,
                TrainingProgressed.State.RUNNING,
                1,
                2,
                50,
                100,
                0.5,
                0.01,
                0.5,
                List.of(0.5),
                0.1,
                5,
                null);
        List<MasksEvolved> told = evolve(request, 4);
        FoldHistory history = FoldHistory.empty("evolving", 0).with(progress);
        for (MasksEvolved event : told) {
            history = history.with(event);
        }
        catalogue.runs().put(FoldDocument.fresh(request, progress));
        catalogue.histories().put(history);

        JsonNode fold = console.json("/api/views/runs/evolving").path("folds").get(0);
        assertEquals(1, fold.path("epochs").size());
        JsonNode updates = fold.path("updates");
        assertEquals(5, updates.size());

        RecordedTopology recorded = new RecordedTopology("evolving", 0, told, this::snapshot);
        Topology last = recorded.at(recorded.latestIteration()).topology();
        Map<String, Proportions> replayed = new ConnectionDirections(Architectures.graph(plan)).proportions(last);
        JsonNode nodes = updates.get(4).path("nodes");
        assertEquals(replayed.size(), nodes.size());
        assertEquals(1, nodes.get(0).path("stage").asInt());
        // x^{j,i} of L levels is loc{z}.{j-1} with z = L - i - j: x^{1,1} has the largest z.
        Proportions finest = replayed.entrySet().stream()
                .filter(node -> node.getKey().matches("loc\\d+\\.0\\..*"))
                .max(Map.Entry.comparingByKey())
                .orElseThrow()
                .getValue();
        assertEquals(finest.forward(), nodes.get(0).path("forward").asDouble());
        assertEquals(finest.upward(), nodes.get(0).path("upward").asDouble());
        assertEquals(finest.downward(), nodes.get(0).path("downward").asDouble());
        assertTrue(StreamSupport.stream(
                        console.json("/api/views/runs").path("runs").spliterator(), false)
                .anyMatch(run -> run.path("runId").asText().equals("evolving")));
    }

    @Test
    void shouldSendALetterOnceHoweverOftenItIsAskedFor() throws IOException {
        String topic = TOPICS.name(Topic.PREDICTIONS_REQUESTED);
        probe.send(
                topic + Topic.DEAD_LETTER_SUFFIX,
                "lost",
                EventJson.write(asked("lost", "p-lost")),
                Map.of(DeadLetter.STAGE, "predictions", DeadLetter.REASON_CODE, "INF-101"));
        probe.send(topic + Topic.DEAD_LETTER_SUFFIX, "unwanted", EventJson.write(asked("unwanted", "p-unwanted")));
        JsonNode letters = console.json("/letters?topic=" + topic).path("letters");
        assertEquals(2, letters.size());
        assertEquals("INF-101", letters.get(0).path("code").asText());
        String id = letters.get(0).path("id").asText().replace("@", "%40");
        String other = letters.get(1).path("id").asText().replace("@", "%40");

        // A double click.
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> post("/letters/" + id + "/replay"));
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> post("/letters/" + id + "/replay"));
        assertEquals(200, first.join());
        assertEquals(200, second.join());
        assertEquals(200, post("/letters/" + other + "/dismiss"));
        assertEquals(200, post("/letters/" + other + "/replay"));
        assertEquals(0, console.json("/letters?topic=" + topic).path("letters").size());
        assertEquals(
                1,
                probe.records(topic).stream()
                        .filter(record -> List.of("lost", "unwanted").contains(record.key()))
                        .count());
    }

    @Test
    void shouldGoOnWithEventsWhereTheLineBroke() throws IOException {
        List<String> seen = new ArrayList<>();
        String lastId;
        ScanReceived received = new ScanReceived("live0", "brain", List.of(file()), null, null, NOON);
        try (EventLines first = new EventLines(console, null);
                ScheduledExecutorService sending = Executors.newSingleThreadScheduledExecutor()) {
            EventLines.Event reset = first.next();
            assertEquals("reset", reset.name());
            // Again and again: a console that has just begun does not hear its topics yet, and resets when it does.
            sending.scheduleWithFixedDelay(() -> send(received), 0, 500, TimeUnit.MILLISECONDS);
            EventLines.Event scan = first.next();
            while (!scan.data().contains("\"live0\"")) {
                scan = first.next();
            }
            assertEquals("scan", scan.name());
            assertEquals(
                    "received",
                    EventJson.mapper().readTree(scan.data()).path("state").asText());
            assertTrue(scan.id().startsWith("e2enet.scans.received-0@"), scan.id());
            lastId = scan.id();
        }
        for (int n = 1; n <= 3; n++) {
            send(new ScanRejected("live" + n, "brain", FAULT, List.of()));
        }
        try (EventLines again = new EventLines(console, lastId)) {
            for (int n = 1; n <= 3; n++) {
                EventLines.Event scan = awaited(again, "live" + n);
                assertFalse(scan.data().contains("script"), "events say where to look, and nothing else");
                seen.add(scan.name());
            }
        }
        assertEquals(List.of("scan", "scan", "scan"), seen);
        for (String unknown : List.of("nonsense", "e2enet.scans.received-0@999999", "-")) {
            try (EventLines lenient = new EventLines(console, unknown)) {
                assertEquals("reset", lenient.next().name(), unknown);
            }
        }
    }

    @Test
    void shouldTellWhichServicesAreAwayAndHowMuchRoomThereIs() throws IOException {
        JsonNode view = console.json("/api/views/operations");
        assertEquals(4, view.path("services").size(), "there is no dicom-service here");
        assertFalse(view.path("services").get(0).path("up").asBoolean());
        assertTrue(view.path("store").path("freeBytes").asLong() > 0);
        assertEquals("http://localhost:3000", view.path("grafana").asText());
        // A broker on a busy machine may be late once.
        Awaitility.await().atMost(Patience.LONG).until(() -> console.json("/api/views/operations")
                .has("groups"));
    }

    /** Events of other tests may come between. */
    private static EventLines.Event awaited(EventLines lines, String scanId) throws IOException {
        while (true) {
            EventLines.Event event = lines.next();
            assertFalse(event.name().equals("reset"), "nothing was missed");
            if (event.data().contains('"' + scanId + '"')) {
                return event;
            }
        }
    }

    private static int post(String path) {
        try {
            return console.post(path, "").statusCode();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void assertProblem(int status, String code, HttpResponse<String> answer) throws IOException {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElseThrow());
        JsonNode problem = EventJson.mapper().readTree(answer.body());
        assertEquals(code, problem.path("code").asText());
        assertFalse(answer.body().contains("<script"), "nothing of the caller comes back");
    }

    private static PredictionRequested asked(String scanId, String predictionId) {
        return new PredictionRequested(scanId, "best").answeredAt(predictionId);
    }

    private static void receive(String scanId, String dataset, Instant at) {
        catalogue.scans().put(new ScanReceived(scanId, dataset, List.of(file()), null, null, at));
        Awaitility.await()
                .atMost(Patience.LONG)
                .until(() -> console.get("/api/views/scans/" + scanId).statusCode() == 200);
    }

    private static ObjectRef file() {
        return store.put("voxels".getBytes(), "application/gzip");
    }

    private static void send(Event event) {
        probe.send(TOPICS.name(event.topic()), event.key(), EventJson.write(event));
    }

    private final Map<String, Topology> snapshots = new HashMap<>();

    private Topology snapshot(ObjectRef ref) {
        return snapshots.get(ref.sha256());
    }

    /** The start and so many updates of a run of which only the topology is real. */
    private List<MasksEvolved> evolve(TrainingRequested request, int updates) {
        ConnectionDirections directions = new ConnectionDirections(Architectures.graph(request.plan()));
        Topology topology = TopologyStart.random(Architectures.graph(request.plan()), request.plan(), 7);
        ObjectRef start = store.put("start".getBytes(), "application/octet-stream");
        snapshots.put(start.sha256(), topology);
        List<MasksEvolved> told = new ArrayList<>();
        told.add(new MasksEvolved(request.runId(), 0, 0, 0, 0, List.of(), shares(directions, topology), 0.5, start));
        TopologyEvolution evolution = new TopologyEvolution(Evolution.every(3), 7);
        for (int number = 1; number <= updates; number++) {
            Xoshiro random = Xoshiro.of(7, "norms/" + number);
            Topology before = topology;
            TopologyUpdate update = evolution.update(
                    before,
                    name -> random.doubles(before.mask(name).orElseThrow().kernels())
                            .toArray(),
                    name -> new double[0],
                    3 * number,
                    100);
            topology = update.applyTo(before);
            Topology after = topology;
            List<TensorEvolution> tensors = new ArrayList<>();
            update.tensors()
                    .forEach((name, change) -> tensors.add(new TensorEvolution(
                            name,
                            after.mask(name).orElseThrow().rows(),
                            after.mask(name).orElseThrow().columns(),
                            change)));
            told.add(new MasksEvolved(
                    request.runId(),
                    0,
                    number,
                    update.iteration(),
                    update.dropFraction(),
                    tensors,
                    shares(directions, after),
                    0.5,
                    null));
        }
        return told;
    }

    private static List<DirectionShares> shares(ConnectionDirections directions, Topology topology) {
        return directions.proportions(topology).entrySet().stream()
                .map(node -> new DirectionShares(
                        node.getKey(),
                        node.getValue().forward(),
                        node.getValue().upward(),
                        node.getValue().downward()))
                .toList();
    }
}
