package org.e2enet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.topology.KernelSet;
import org.e2enet.contract.topology.TensorUpdate;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RecordChecksTest {
    private static final ObjectRef REF = Samples.REF;

    @Test
    void shouldNameTheFieldThatIsWrong() {
        refuses("sha256", () -> new ObjectRef("store:x", "ABC", 1, "text/plain"));
        refuses("bytes", () -> new ObjectRef("store:x", Samples.SHA, -1, "text/plain"));
        refuses("alias", () -> new ModelPromoted("../x", "m"));
        refuses("modelId", () -> new ModelPromoted("a", "Smith^John"));
        refuses("members", () -> new ModelPromoted("a", "m", List.of("n", "n")));
        refuses("members", () -> new ModelPromoted("a", "m", List.of("m", "n")));
        refuses("members", () -> new ModelPromoted("a", "m", List.of("../n")));
        refuses("images", () -> new ScanReceived("s", "d", List.of(), null, null, Instant.EPOCH));
        refuses("fold", () -> training(2, 2));
        refuses("update", () -> new MasksEvolved("r", 0, -1, 0, 0, List.of(), List.of(), 0, null));
        refuses("dropFraction", () -> new MasksEvolved("r", 0, 0, 0, Double.NaN, List.of(), List.of(), 0, null));
        refuses("ctStatistics", () -> dataset(ChannelNormalization.ct(null)));
        refuses("normalization", () -> dataset(ChannelNormalization.NONE, ChannelNormalization.NONE));
    }

    /** What is longer does not fit into a message to the broker, whatever is trained with it. */
    @Test
    void shouldRefuseDefinitionsBeyondTheirBounds() {
        refuses("channelNames", () -> definition(Collections.nCopies(65, "T1"), Map.of()));
        refuses("channelNames", () -> definition(List.of("T".repeat(201)), Map.of()));
        refuses("channelNames", () -> definition(List.of(" "), Map.of()));
        refuses("labels", () -> definition(List.of("T1"), Map.of(1, "l".repeat(201))));
        refuses("labels", () -> definition(List.of("T1"), labels(1001)));
        refuses("images", () -> new ScanReceived("s", "d", Collections.nCopies(65, REF), null, null, Instant.EPOCH));
        assertEquals(
                1000,
                definition(Collections.nCopies(64, "T".repeat(200)), labels(1000))
                        .labels()
                        .size());
    }

    private static DatasetDefinition definition(List<String> channelNames, Map<Integer, String> labels) {
        return new DatasetDefinition("d", channelNames, labels);
    }

    private static Map<Integer, String> labels(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(label -> label, label -> "label " + label));
    }

    @Test
    void shouldRefuseUpdatesOfKernelsThatDoNotExist() {
        TensorUpdate update =
                new TensorUpdate(KernelSet.of(1), KernelSet.of(4), 1, new TensorUpdate.L1Statistics(0, 0, 0, 0));

        refuses("outside", () -> new TensorEvolution("w", 2, 2, update));
    }

    @Test
    void shouldTellUnreadableKernelSetsAsUnreadableMessages() {
        byte[] json = "{\"dropped\": \"gA==\", \"grown\": \"gA==\"}".getBytes(StandardCharsets.UTF_8);

        FaultException failure = assertThrows(FaultException.class, () -> EventJson.read(json, TensorUpdate.class));
        assertEquals("EVT-101", failure.fault().code());
    }

    @Test
    void shouldReadModelsOfWritersThatKnewNoPostProcessing() throws IOException {
        CheckpointPublished decided = Samples.all().stream()
                .filter(CheckpointPublished.class::isInstance)
                .map(CheckpointPublished.class::cast)
                .findFirst()
                .orElseThrow();
        ObjectNode json = (ObjectNode) EventJson.mapper().readTree(EventJson.write(decided));
        json.remove("postProcessing");

        byte[] old = EventJson.mapper().writeValueAsBytes(json);
        assertEquals(decided.decided(null, decided.scores()), EventJson.read(old, CheckpointPublished.class));
    }

    @Test
    void shouldReadPromotionsOfWritersThatKnewNoEnsembles() {
        byte[] old = "{\"alias\":\"brain\",\"modelId\":\"m\"}".getBytes(StandardCharsets.UTF_8);

        assertEquals(new ModelPromoted("brain", "m"), EventJson.read(old, ModelPromoted.class));
        assertEquals(List.of("m"), EventJson.read(old, ModelPromoted.class).models());
    }

    @Test
    void shouldSayWhatIsWrongWithAPlan() throws IOException {
        ObjectNode request = (ObjectNode) EventJson.mapper().readTree(EventJson.write(training(0, 1)));
        ((ObjectNode) request.get("plan")).putArray("patch").add(32).add(32).add(33);
        byte[] json = EventJson.mapper().writeValueAsBytes(request);

        FaultException failure =
                assertThrows(FaultException.class, () -> EventJson.read(json, TrainingRequested.class));

        assertEquals("NET-101", failure.fault().code());
        assertEquals("plan.patch", failure.fault().where());
    }

    /** The example of docs/events.md: gaps 3, 126 and 72. */
    @Test
    void shouldEncodeKernelSetsAsDocumented() {
        assertEquals("A35I", KernelSet.of(3, 130, 203).encode());
    }

    @Test
    void shouldCountBackgroundAmongTheClasses() {
        DatasetDefinition gaps = new DatasetDefinition("d", List.of("c"), Map.of(0, "none", 5, "five"));

        assertEquals(2, gaps.classes());
        assertEquals(2, dataset(ChannelNormalization.NONE).classes());
    }

    @Test
    void shouldGiveEveryTopicItsOwnNames() {
        Topics topics = new Topics("test.");

        assertEquals("test.scans.received", topics.name(Topic.SCANS_RECEIVED));
        assertEquals("test.scans.received.dlq", topics.deadLetters(Topic.SCANS_RECEIVED));
        assertEquals(2 * Topic.values().length, new HashSet<>(topics.all()).size());
        refuses("prefix", () -> new Topics("with space"));
    }

    @Test
    void shouldKeepTheMasksOfAStartThatSaysNothingOfThem() {
        TrainingRequested fixed = tuning(new TrainingStart("m", null));
        TrainingRequested evolving = tuning(new TrainingStart("m", TrainingStart.Topology.EVOLVING));

        assertTrue(fixed.recipe().evolution().isOff());
        assertEquals(Samples.RECIPE.evolution(), evolving.recipe().evolution());
        assertEquals(Samples.RECIPE.optimizer(), fixed.recipe().optimizer());
        refuses("start.modelId", () -> new TrainingStart("../m", null));
    }

    private static TrainingRequested tuning(TrainingStart start) {
        return new TrainingRequested(
                "r", 0, 1, "d", List.of("s"), List.of(), Samples.PLAN, Samples.RECIPE, null, start);
    }

    private static DatasetDefinition dataset(ChannelNormalization... channels) {
        return new DatasetDefinition(
                "d", List.of("c"), Map.of(), Preparation.canonical(null, List.of(channels)), Map.of());
    }

    private static TrainingRequested training(int fold, int folds) {
        return new TrainingRequested(
                "r", fold, folds, "d", List.of("s"), List.of(), Samples.PLAN, Samples.RECIPE, REF.sha256());
    }

    private static void refuses(String word, Executable act) {
        String message = assertThrows(IllegalArgumentException.class, act).getMessage();
        assertTrue(message.contains(word), message);
    }
}
