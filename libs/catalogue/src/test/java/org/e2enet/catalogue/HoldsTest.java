package org.e2enet.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hold and a removal at once: at whichever moment the hold comes, nothing goes of a scan that was told to be held. */
class HoldsTest {
    private static final Instant NOW = Instant.now();
    private static final String DATASET = "trial";
    private static final Hold HOLD = new Hold("s1", NOW, "a trial");

    @TempDir
    private Path root;

    private FileStore store;
    private Catalogue catalogue;

    @BeforeEach
    void open() {
        November.copyTo(root);
        store = new FileStore(root);
        catalogue = new Catalogue(store);
    }

    @Test
    void shouldKeepAHeldScanWheneverItsDeletionBegins() throws IOException {
        List<Boolean> held = race(world -> new ScanDeletion(world, store).delete("s1"));

        assertTrue(held.contains(true) && held.contains(false), "both sides won: " + held);
    }

    @Test
    void shouldKeepAHeldScanWhicheverRuleIsFollowedMeanwhile() throws IOException {
        for (RetentionRule rule : List.of(
                new RetentionRule(DATASET, 1, null, null, null),
                new RetentionRule(DATASET, null, 1, null, null),
                new RetentionRule(DATASET, null, null, 1, null),
                new RetentionRule(DATASET, null, null, null, 1))) {
            catalogue.retentionRules().put(rule);

            List<Boolean> held = race(world -> !new Retention(world, store)
                    .follow(NOW.plus(Duration.ofDays(500)))
                    .isNothing());

            assertTrue(held.contains(true) && held.contains(false), rule + ": both sides won: " + held);
        }
    }

    @Test
    void shouldLetAScanBeHeldWhoseRemovalWasKilledLongAgo() throws IOException {
        scan();
        catalogue.holds().marks().take("s1"); // of a process that was killed then
        assertTrue(catalogue.holds().hold(HOLD).isEmpty());
        assertEquals(ScanDeletion.Ended.BUSY, deletion().remove("s1"));
        assertEquals(List.of(), catalogue.holds().scanIds(), "a mark is no hold");
        catalogue.holds().release("s1");
        assertTrue(catalogue.holds().hold(HOLD).isEmpty(), "nor lifted as one");

        age();
        assertEquals(Optional.of(HOLD), catalogue.holds().hold(HOLD));
        assertEquals(ScanDeletion.Ended.HELD, deletion().remove("s1"));
    }

    @Test
    void shouldDeleteAScanWhoseRemovalWasKilledLongAgo() throws IOException {
        scan();
        catalogue.holds().marks().take("s1");
        age();

        assertEquals(ScanDeletion.Ended.DONE, deletion().remove("s1"));
        assertTrue(Files.notExists(root.resolve("documents/holds/s1.json")));
    }

    @Test
    void shouldTakeATornDocumentForAHold() {
        scan();
        store.publish("holds/s1.json", "{\"scanId\":\"s1\",\"rea".getBytes(StandardCharsets.UTF_8));

        assertTrue(catalogue.holds().isHeld("s1"));
        assertEquals(List.of("s1"), catalogue.holds().scanIds());
        assertEquals(ScanDeletion.Ended.HELD, deletion().remove("s1"));
        assertTrue(catalogue.scans().isWanted("s1"));
    }

    @Test
    void shouldKnowTheHoldsOfEarlierVersions() {
        scan();
        store.publish("holds/s1.json", EventJson.write(HOLD));

        assertEquals(Optional.of(HOLD), catalogue.holds().find("s1"));
        assertEquals(ScanDeletion.Ended.HELD, deletion().remove("s1"));
    }

    @Test
    void shouldHoldNothingThatIsNotThere() {
        assertTrue(catalogue.holds().hold(HOLD).isEmpty());
        assertFalse(catalogue.holds().isHeld("s1"), "a scan of this id that comes later is free");
    }

    /** @return for each moment whether the hold was told to be kept */
    private List<Boolean> race(Function<Catalogue, Boolean> removal) throws IOException {
        List<Boolean> held = new ArrayList<>();
        Interleaved racing;
        do {
            Set<ObjectRef> files = scan();
            List<Hold> told = new ArrayList<>();
            racing = new Interleaved(
                    store, held.size(), () -> catalogue.holds().hold(HOLD).ifPresent(told::add));
            boolean removed = removal.apply(new Catalogue(racing));

            held.add(!told.isEmpty());
            if (told.isEmpty()) {
                assertTrue(removed, "refused, and it stayed, at call " + held.size());
            } else if (racing.isDone()) {
                for (ObjectRef file : files) {
                    assertTrue(store.isIntact(file), "told as held and gone, at call " + held.size());
                }
                assertTrue(catalogue.scans().isWanted("s1"), "at call " + held.size());
                assertTrue(catalogue.predictions().contains("p1"), "at call " + held.size());
            }
            catalogue.holds().release("s1");
            assertTrue(Files.notExists(root.resolve("documents/holds/s1.json")), "no mark is left");
        } while (racing.isDone());
        return held;
    }

    private ScanDeletion deletion() {
        return new ScanDeletion(catalogue, store);
    }

    private void age() throws IOException {
        Path mark = root.resolve("documents/holds/s1.json");
        HoldDocument left = EventJson.read(Files.readAllBytes(mark), HoldDocument.class);
        Files.write(
                mark,
                EventJson.write(new HoldDocument(
                        left.scanId(),
                        left.since().minus(Holds.LEFT_AFTER).minusSeconds(1),
                        left.reason(),
                        left.leavingBy())));
    }

    /** A scan with a prediction, for which every rule's time is over. */
    private Set<ObjectRef> scan() {
        ObjectRef image = put("image");
        ObjectRef tensor = put("tensor");
        ObjectRef segmentation = put("segmentation");
        catalogue.datasets().add(DATASET, "s1");
        catalogue
                .scans()
                .put(new ScanReceived("s1", DATASET, List.of(image), null, null, NOW.minus(Duration.ofDays(9))));
        ObjectMapper mapper = EventJson.mapper();
        ObjectNode json =
                mapper.valueToTree(catalogue.scans().find(November.LEFT).orElseThrow());
        json.put("scanId", "s1").put("dataset", DATASET).remove("labels");
        json.set("images", mapper.valueToTree(List.of(image)));
        json.set("normalized", mapper.valueToTree(tensor));
        catalogue.scans().put(mapper.convertValue(json, ScanNormalized.class));
        PredictionCompleted like =
                catalogue.predictions().find(November.PREDICTION).orElseThrow();
        catalogue
                .keep(new PredictionCompleted(
                        "p1", "s1", DATASET, like.modelId(), like.alias(), segmentation, like.provenance()))
                .orElseThrow();
        return Set.of(image, tensor, segmentation);
    }

    private ObjectRef put(String content) {
        return store.put(content.getBytes(StandardCharsets.UTF_8), "text/plain");
    }
}
