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
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.e2enet.catalogue.Crashing.Crash;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.store.DocumentName;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.FileStore;
import org.e2enet.store.ObjectAddress;
import org.e2enet.store.ObjectStore;
import org.e2enet.store.Sha256;
import org.e2enet.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanDeletionTest {
    @TempDir
    Path folder;

    private Path root;
    private Store opened;
    private ObjectStore store;
    private DocumentStore documents;
    private Catalogue catalogue;
    private ScanDeletion deletion;

    @BeforeEach
    void open() {
        root = root();
        November.copyTo(root);
        opened = store(root);
        store = opened.objects();
        documents = opened.documents();
        catalogue = new Catalogue(documents);
        deletion = new ScanDeletion(catalogue, store);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    /** Where a store's files lie. */
    Path root() {
        return folder;
    }

    /** A store over these files. */
    Store store(Path root) {
        return new FileStore(root);
    }

    /** Of how many steps one is interrupted. */
    int stride() {
        return 1;
    }

    @Test
    void shouldRemoveAScanWithAllThatWasMadeFromItAndNothingElse() throws IOException {
        List<String> before = files("documents");
        Scan scan = scan("s1", "image one", "labels one");
        Scan other = scan("s2", "image two", "labels one");
        predicted(scan, "p1", "segmentation one");
        predicted(scan, "p2", "segmentation shared");
        predicted(other, "p3", "segmentation shared");

        assertTrue(deletion.delete("s1"));

        assertEquals(
                List.of(November.LEFT, November.RIGHT, "s2"),
                catalogue.datasets().scanIds(November.DATASET));
        assertFalse(catalogue.scans().isWanted("s1"));
        assertTrue(catalogue.scans().find("s1").isEmpty());
        assertEquals(List.of(November.PREDICTION, "p3"), catalogue.predictions().ids());
        assertTrue(catalogue.scores().find("p1").isEmpty());
        assertTrue(catalogue.scores().find("p3").isPresent());
        assertFalse(store.contains(scan.image()));
        assertFalse(store.contains(scan.tensor()));
        assertFalse(store.contains(ref("other form of s1")));
        assertTrue(store.isIntact(ref("other form of s2")));
        assertTrue(catalogue.scans().findPrepared("s1", "0f0f").isEmpty());
        assertTrue(store.isIntact(scan.labels()), "the other scan has the same labels");
        assertTrue(store.isIntact(ref("segmentation shared")));
        assertFalse(store.contains(ref("segmentation one")));
        assertTrue(files("documents").containsAll(before), "no document of anything else is touched");

        assertFalse(deletion.delete("s1"), "a second time there is nothing");
        assertTrue(deletion.delete("s2"));
        assertEquals(before, files("documents"));
        assertEquals(List.of(), files("objects"));
    }

    @Test
    void shouldGoOnWhereACrashInterruptedIt() throws IOException {
        List<String> before = files("documents");
        predicted(scan("s1", "image", "labels"), "p1", "segmentation");
        int steps = 0;
        boolean done = false;
        while (!done) {
            try {
                new ScanDeletion(new Catalogue(new Crashing(documents, steps)), store).delete("s1");
                done = true;
            } catch (Crash interrupted) {
                steps += stride();
                new ScanDeletion(catalogue, store).resume();
                if (catalogue.scans().isWanted("s1")) {
                    // Before it was written down nothing is left to go on from, but the mark, which counts for half an
                    // hour.
                    catalogue.holds().removeMark("s1");
                    deletion.delete("s1");
                }
                assertEquals(before, files("documents"), "after a crash in step " + steps);
                assertEquals(List.of(), files("objects"), "after a crash in step " + steps);
                predicted(scan("s1", "image", "labels"), "p1", "segmentation");
            }
        }
        assertTrue(steps > 8, "every removal was interrupted once: " + steps);
        assertEquals(before, files("documents"));
        assertEquals(List.of(), files("objects"));
    }

    @Test
    void shouldRemoveTornDocumentsToo() throws IOException {
        List<String> before = files("documents");
        predicted(scan("s1", "image", "labels"), "p1", "segmentation");
        documents.publish("received/s1.json", "{\"scanId\":\"s1\",\"data".getBytes(StandardCharsets.UTF_8));
        documents.publish(
                "predictions/p1.json", "{\"predictionId\":\"p1\",\"scanId\":\"s1\",".getBytes(StandardCharsets.UTF_8));

        assertTrue(deletion.delete("s1"));
        assertEquals(before, files("documents"));
        assertFalse(store.contains(ref("image")), "the normalised scan still told of it");
    }

    @Test
    void shouldNotLetWorkThatEndsLateBringTheScanBack() {
        Scan scan = scan("s1", "image", "labels");
        ScanNormalized late = catalogue.scans().find("s1").orElseThrow();
        deletion.delete("s1");

        assertFalse(catalogue.scans().put(late));
        assertFalse(catalogue.scans().putPrepared("0f0f", late));
        assertTrue(catalogue.scans().findPrepared("s1", "0f0f").isEmpty());
        assertTrue(catalogue.keep(prediction(scan, "p1", "late")).isEmpty());
        assertTrue(catalogue.predictions().find("p1").isEmpty());
        deletion.discard(List.of(ref("late")));
        assertFalse(store.contains(ref("late")));
        assertTrue(catalogue.scans().find("s1").isEmpty());

        scan("s1", "image", "labels");
        assertTrue(catalogue.scans().put(late), "taken in again, it is wanted again");
        assertTrue(store.isIntact(scan.image()));
    }

    @Test
    void shouldKeepAFileThatIsUploadedAgainWhileItIsRemoved() {
        Scan scan = scan("s1", "image", "labels");
        ScanDeletion racing = new ScanDeletion(
                new Catalogue(new Crashing(documents, Integer.MAX_VALUE) {
                    @Override
                    public void remove(String name) {
                        super.remove(name);
                        if (name.startsWith("received/")) {
                            catalogue
                                    .scans()
                                    .put(new ScanReceived(
                                            "s9", November.DATASET, List.of(scan.image()), null, null, Instant.EPOCH));
                        }
                    }
                }),
                store);
        racing.delete("s1");
        assertTrue(store.isIntact(scan.image()));
        assertFalse(store.contains(scan.tensor()));
    }

    private record Scan(String id, ObjectRef image, ObjectRef labels, ObjectRef tensor) {}

    private Scan scan(String scanId, String image, String labels) {
        Scan scan = new Scan(scanId, put(image), put(labels), put("tensor of " + scanId));
        catalogue.datasets().add(November.DATASET, scanId);
        catalogue
                .scans()
                .put(new ScanReceived(
                        scanId, November.DATASET, List.of(scan.image()), scan.labels(), null, Instant.EPOCH));
        catalogue.scans().put(normalized(scan));
        ScanNormalized other =
                normalized(new Scan(scanId, scan.image(), scan.labels(), put("other form of " + scanId)));
        catalogue.scans().putPrepared("0f0f", other);
        return scan;
    }

    /** As one of November's, with its own objects. */
    private ScanNormalized normalized(Scan scan) {
        ObjectMapper mapper = EventJson.mapper();
        ObjectNode json =
                mapper.valueToTree(catalogue.scans().find(November.LEFT).orElseThrow());
        json.put("scanId", scan.id());
        json.set("images", mapper.valueToTree(List.of(scan.image())));
        json.set("labels", mapper.valueToTree(scan.labels()));
        json.set("normalized", mapper.valueToTree(scan.tensor()));
        return mapper.convertValue(json, ScanNormalized.class);
    }

    private void predicted(Scan scan, String predictionId, String segmentation) {
        catalogue.keep(prediction(scan, predictionId, segmentation)).orElseThrow();
        catalogue.scores().put(score(scan, predictionId));
    }

    private PredictionCompleted prediction(Scan scan, String predictionId, String segmentation) {
        PredictionCompleted like =
                catalogue.predictions().find(November.PREDICTION).orElseThrow();
        return new PredictionCompleted(
                predictionId,
                scan.id(),
                November.DATASET,
                like.modelId(),
                like.alias(),
                put(segmentation),
                like.provenance());
    }

    private ScoresComputed score(Scan scan, String predictionId) {
        ScoresComputed like = catalogue.scores().find(November.PREDICTION).orElseThrow();
        return new ScoresComputed(
                predictionId,
                scan.id(),
                like.modelId(),
                November.DATASET,
                like.policy(),
                like.nsd(),
                like.hd(),
                like.classes(),
                like.meanDice(),
                like.meanNsd(),
                like.definedClasses(),
                like.seconds());
    }

    private ObjectRef put(String content) {
        return store.put(content.getBytes(StandardCharsets.UTF_8), "text/plain");
    }

    private static ObjectRef ref(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return ObjectAddress.ref(Sha256.of(bytes), bytes.length, "text/plain");
    }

    private List<String> files(String folder) throws IOException {
        if (!Files.exists(root.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> !DocumentName.isMark(file))
                    .sorted()
                    .toList();
        }
    }
}
