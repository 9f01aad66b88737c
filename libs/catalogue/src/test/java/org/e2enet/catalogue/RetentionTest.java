package org.e2enet.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.faults.FaultException;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.FileStore;
import org.e2enet.store.Inventory;
import org.e2enet.store.Sha256;
import org.e2enet.store.StoreFaults;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules, holds, and what nobody mentions. */
class RetentionTest {
    private static final Instant NOW = Instant.now();

    @TempDir
    private Path root;

    private FileStore store;
    private Catalogue catalogue;
    private Retention retention;

    @BeforeEach
    void open() {
        November.copyTo(root);
        store = new FileStore(root);
        catalogue = new Catalogue(store);
        retention = new Retention(catalogue, store);
        catalogue.datasets().put(new DatasetDefinition("short", List.of("T1"), Map.of(0, "background")));
        catalogue.datasets().put(new DatasetDefinition("long", List.of("T1"), Map.of(0, "background")));
    }

    @Test
    void shouldRemoveNothingWithoutARule() {
        scan("s1", "short", days(1000), "image");

        assertTrue(retention.follow(NOW).isNothing());
        assertTrue(store.contains(ref("image")));
    }

    @Test
    void shouldRemoveWholeScansWhoseTimeIsOverAndNoOthers() {
        scan("old", "short", days(31), "old image");
        scan("young", "short", days(29), "young image");
        scan("elsewhere", "long", days(31), "long image");
        predicted("old", "short", "p-old");
        rule(new RetentionRule("short", 30, null, null, null));

        assertEquals(List.of("old"), retention.follow(NOW).scanIds());

        assertFalse(catalogue.scans().isWanted("old"));
        assertFalse(store.contains(ref("old image")));
        assertTrue(catalogue.predictions().find("p-old").isEmpty());
        assertTrue(store.contains(ref("young image")) && store.contains(ref("long image")));
        assertTrue(retention.follow(NOW).isNothing());
    }

    @Test
    void shouldRemoveOriginalsAloneUnlessAnotherScanHasThem() {
        scan("s1", "short", days(31), "shared image");
        scan("s2", "long", days(31), "shared image");
        scan("s3", "short", days(31), "own image");
        predicted("s3", "short", "p3");
        rule(new RetentionRule("short", null, 30, null, null));

        retention.follow(NOW);

        assertTrue(store.contains(ref("shared image")), "a data set without a rule has it");
        assertFalse(store.contains(ref("own image")), "that a prediction tells its hash holds nothing");
        assertTrue(catalogue.scans().find("s3").isPresent());
        assertTrue(store.contains(ref("tensor of s3")) && store.contains(ref("segmentation of p3")));

        rule(new RetentionRule("long", null, 30, null, null));
        retention.follow(NOW);
        assertFalse(store.contains(ref("shared image")), "for both its time is over");
    }

    @Test
    void shouldRemovePreparedScansAndPredictionsByTheTimeTheyWereMade() throws IOException {
        scan("s1", "short", days(31), "image");
        predicted("s1", "short", "p1");
        predicted("s1", "short", "p2");
        age("scans/s1.json", 11);
        age("predictions/p1.json", 6);
        rule(new RetentionRule("short", null, null, 10, 5));

        Retention.Removed removed = retention.follow(NOW);

        assertEquals(List.of("p1"), removed.predictionIds());
        assertEquals(1, removed.files());
        assertFalse(store.contains(ref("tensor of s1")));
        assertFalse(store.contains(ref("segmentation of p1")));
        assertTrue(store.contains(ref("segmentation of p2")) && store.contains(ref("image")));
        assertTrue(retention.follow(NOW).isNothing(), "what is gone is not removed again");
    }

    @Test
    void shouldRemoveNothingOfAScanThatIsHeld() throws IOException {
        scan("s1", "short", days(1000), "image");
        predicted("s1", "short", "p1");
        age("scans/s1.json", 1000);
        age("predictions/p1.json", 1000);
        rule(new RetentionRule("short", 1, 1, 1, 1));
        catalogue.holds().hold(new Hold("s1", NOW, "a trial"));

        assertTrue(retention.follow(NOW).isNothing());
        assertTrue(store.contains(ref("image")) && store.contains(ref("tensor of s1")));
        assertEquals(List.of("s1"), RetentionReport.of(catalogue, store).held());

        catalogue.holds().release("s1");
        assertEquals(List.of("s1"), retention.follow(NOW).scanIds());
    }

    @Test
    void shouldTellWhatIsGoneAlthoughItFailsAfterwards() throws IOException {
        scan("first", "short", days(31), "first image");
        scan("second", "short", days(31), "second image");
        scan("third", "long", days(31), "third image");
        predicted("third", "long", "p3");
        age("predictions/p3.json", 31);
        rule(new RetentionRule("short", 30, null, null, null));
        rule(new RetentionRule("long", null, 30, null, 30));
        List<String> told = new ArrayList<>();

        retention = new Retention(new Catalogue(failingAt("received/second.json")), store);
        assertThrows(FaultException.class, () -> retention.follow(NOW, told(told)));
        assertEquals(List.of("scan first"), told);

        told.clear();
        retention = new Retention(new Catalogue(failingAt("prediction-requests/p3.json")), store);
        Path begun = root.resolve("documents/deletions/second.json");
        Files.setLastModifiedTime(begun, FileTime.from(NOW.minus(Holds.LEFT_AFTER.plusMinutes(1))));
        assertThrows(FaultException.class, () -> retention.follow(NOW, told(told)));
        assertEquals(List.of("scan second"), told, "begun the last time");

        told.clear();
        retention = new Retention(catalogue, store);
        retention.follow(NOW, told(told));
        assertEquals(List.of("prediction p3", "files of third"), told);
    }

    private DocumentStore failingAt(String... removals) {
        return new Crashing(store, Integer.MAX_VALUE) {
            @Override
            public void remove(String name) {
                if (List.of(removals).contains(name)) {
                    throw StoreFaults.notWritten(name, new IOException("ill")).exception();
                }
                super.remove(name);
            }
        };
    }

    private static Retention.Told told(List<String> told) {
        return new Retention.Told() {
            @Override
            public void scan(String scanId) {
                told.add("scan " + scanId);
            }

            @Override
            public void prediction(String predictionId) {
                told.add("prediction " + predictionId);
            }

            @Override
            public void filesOf(String scanId) {
                told.add("files of " + scanId);
            }
        };
    }

    @Test
    void shouldRefuseARuleThatWouldRemoveEverythingAtOnce() {
        assertThrows(IllegalArgumentException.class, () -> new RetentionRule("short", 0, null, null, null));
        assertThrows(IllegalArgumentException.class, () -> new RetentionRule("short", null, null, -1, null));
    }

    @Test
    void shouldReportWhatIsKeptHowLong() {
        scan("s1", "short", days(3), "image");
        scan("s2", "short", days(2), "other image");
        predicted("s1", "short", "p1");
        rule(new RetentionRule("short", 90, 30, null, null));

        RetentionReport.OfDataset row = RetentionReport.of(catalogue, store).datasets().stream()
                .filter(each -> each.dataset().equals("short"))
                .findFirst()
                .orElseThrow();

        assertEquals(2, row.scans());
        assertEquals(2, row.originals().files());
        assertEquals("image".length() + "other image".length(), row.originals().bytes());
        assertEquals(days(3), row.originals().oldest());
        assertEquals(days(3).plus(Duration.ofDays(30)), row.originals().nextEnd());
        assertEquals(1, row.predictions().files());
        assertTrue(row.predictions().nextEnd().isAfter(row.originals().nextEnd()), "by the rule of whole scans");
    }

    @Test
    void shouldCollectOldObjectsThatNoDocumentMentions() throws IOException {
        scan("s1", "short", days(1), "image");
        store.publish(
                "kind-of-a-later-version/x.json",
                ("{\"torn\": \"" + put("of a later version").sha256()).getBytes(StandardCharsets.UTF_8));
        ObjectRef lost = put("lost");
        ObjectRef young = put("young");
        ObjectRef kept = put("kept by somebody else");
        for (ObjectRef ref : List.of(lost, kept, ref("image"), ref("tensor of s1"), ref("of a later version"))) {
            Files.setLastModifiedTime(store.localFile(ref), FileTime.from(days(8)));
        }
        UnreferencedObjects unreferenced = new UnreferencedObjects(store);

        Set<ObjectRef> removed =
                unreferenced.collect(days(7), ref -> ref.sha256().equals(kept.sha256()));

        assertEquals(
                List.of(lost.sha256()), removed.stream().map(ObjectRef::sha256).toList());
        assertFalse(store.contains(lost));
        for (ObjectRef ref : List.of(young, kept, ref("image"), ref("tensor of s1"), ref("of a later version"))) {
            assertTrue(store.isIntact(ref));
        }
    }

    @Test
    void shouldKeepAnObjectThatIsMentionedWhileItIsOutOfSight() throws IOException {
        ObjectRef late = put("late");
        ObjectRef known = put("known");
        store.publish("received/known.json", EventJson.write(known));
        for (ObjectRef ref : List.of(late, known)) {
            Files.setLastModifiedTime(store.localFile(ref), FileTime.from(days(8)));
        }
        UnreferencedObjects racing = new UnreferencedObjects(new Inventory() {
            @Override
            public void forEachObject(Consumer<Stored> visitor) {
                store.forEachObject(visitor);
            }

            @Override
            public void forEachDocument(Consumer<byte[]> visitor) {
                store.forEachDocument(visitor);
                store.publish("received/x.json", EventJson.write(late));
            }

            @Override
            public Set<ObjectRef> removeUnless(
                    Set<ObjectRef> refs, Instant before, UnaryOperator<Set<ObjectRef>> wanted) {
                return store.removeUnless(refs, before, wanted);
            }
        });

        assertEquals(Set.of(), racing.collect(days(7), ref -> false));
        assertTrue(store.isIntact(late));
    }

    @Test
    void shouldTakeNothingForForgottenWhereDocumentsAreNotHere() throws IOException {
        ObjectRef known = put("known");
        store.publish("received/known.json", EventJson.write(known));
        Files.setLastModifiedTime(store.localFile(known), FileTime.from(days(8)));
        UnreferencedObjects unreferenced = new UnreferencedObjects(store);
        Path documents = root.resolve("documents");
        Path elsewhere = root.resolve("elsewhere");

        Files.move(documents, elsewhere);
        assertEquals(Set.of(), unreferenced.collect(days(7), ref -> false), "gone");
        Files.createSymbolicLink(documents, elsewhere);
        ObjectRef lost = put("lost");
        Files.setLastModifiedTime(store.localFile(lost), FileTime.from(days(8)));
        assertEquals(
                List.of(lost.sha256()),
                unreferenced.collect(days(7), ref -> false).stream()
                        .map(ObjectRef::sha256)
                        .toList(),
                "by a link");

        assertTrue(store.isIntact(known));
    }

    private void rule(RetentionRule rule) {
        catalogue.retentionRules().put(rule);
    }

    private static Instant days(int ago) {
        return NOW.minus(Duration.ofDays(ago));
    }

    private void age(String document, int days) throws IOException {
        Files.setLastModifiedTime(root.resolve("documents").resolve(document), FileTime.from(days(days)));
    }

    private void scan(String scanId, String dataset, Instant received, String image) {
        catalogue.datasets().add(dataset, scanId);
        catalogue.scans().put(new ScanReceived(scanId, dataset, List.of(put(image)), null, null, received));
        ObjectMapper mapper = EventJson.mapper();
        ObjectNode json =
                mapper.valueToTree(catalogue.scans().find(November.LEFT).orElseThrow());
        json.put("scanId", scanId).put("dataset", dataset).remove("labels");
        json.set("images", mapper.valueToTree(List.of(ref(image))));
        json.set("normalized", mapper.valueToTree(put("tensor of " + scanId)));
        catalogue.scans().put(mapper.convertValue(json, ScanNormalized.class));
    }

    private void predicted(String scanId, String dataset, String predictionId) {
        ScanNormalized scan = catalogue.scans().find(scanId).orElseThrow();
        String hash = scan.images().getFirst().sha256();
        catalogue
                .keep(new PredictionCompleted(
                        predictionId,
                        scanId,
                        dataset,
                        "model",
                        null,
                        put("segmentation of " + predictionId),
                        new PredictionCompleted.Provenance(hash, hash, "sparse", Map.of(), 1, Map.of(), 1, List.of())))
                .orElseThrow();
    }

    private ObjectRef put(String content) {
        return store.put(content.getBytes(StandardCharsets.UTF_8), "text/plain");
    }

    private ObjectRef ref(String content) {
        String sha256 = Sha256.of(content.getBytes(StandardCharsets.UTF_8));
        return new ObjectRef(
                "store:objects/" + sha256.substring(0, 2) + "/" + sha256.substring(2),
                sha256,
                content.length(),
                "text/plain");
    }
}
