package org.e2enet.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kinds of documents that {@link November}'s run left none of, in the form they were first written with: rejections, histories,
 * requests, corrected labels, cancellations, deletions, changes of aliases. The files are never changed. Forms of a service's own are
 * held by its tests: claims (infer-service), validations (train-service).
 */
class FirstDocumentsTest {
    private static final Path DOCUMENTS = Path.of("src/test/resources/documents-first");
    private static final String SCAN = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path root;

    private final List<String> strangers = new ArrayList<>();
    private Catalogue catalogue;

    @BeforeEach
    void open() throws IOException {
        FileStore store = new FileStore(root);
        try (Stream<Path> files = Files.walk(DOCUMENTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                store.publish(DOCUMENTS.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        catalogue = new Catalogue(store, strangers::add);
    }

    @Test
    void shouldReadThemWholeAndKeepWhatTheySay() throws IOException {
        assertKept("rejections", catalogue.scans().rejected());
        assertKept("received", catalogue.scans().received());
        assertKept("truths", catalogue.scans().truths());
        assertKept("histories", catalogue.histories());
        assertKept("prediction-requests", catalogue.tickets());
        assertKept("former-aliases", catalogue.formerAliases());
        assertKept("deletions", catalogue.deletions());
        assertKept("cancelled-runs", catalogue.cancelledRuns());
        assertKept("cancelled-predictions", catalogue.cancelledPredictions());
        assertKept("alias-changes", catalogue.documents("alias-changes", AliasChange.class, AliasChange::alias));
        assertEquals(List.of(), strangers);
    }

    @Test
    void shouldKnowWhatTheyMean() {
        ScanRejected rejected = catalogue.scans().rejected().find(SCAN).orElseThrow();
        ScanReceived received = catalogue.scans().received().find(SCAN).orElseThrow();
        FoldHistory history = catalogue.histories().find("run-1/0").orElseThrow();

        assertEquals("IMG-113", rejected.fault().code());
        assertEquals(
                received.images().getFirst(),
                catalogue.scans().withTruth(received).labels(),
                "given after it came");
        assertEquals(3, catalogue.scans().begin(SCAN), "begun twice before");
        assertEquals(0.2, history.updates().getFirst().exploredShare());
        assertEquals(List.of(), history.epochs().getFirst().absentLabels());
        assertTrue(catalogue.tickets().entry("p0123").orElseThrow().value().fault() != null);
        assertEquals(
                List.of("run-1-fold0", "run-1-fold1"),
                catalogue.aliasHistory().of("liver", null, 1).items().getFirst().members());
        assertEquals("p0125", catalogue.tickets().find("p0124").orElseThrow().movedTo());
    }

    private static <T> void assertKept(String folder, Documents<T> documents) throws IOException {
        List<String> ids = documents.ids();
        assertTrue(!ids.isEmpty(), folder);
        for (String id : ids) {
            JsonNode first = EventJson.mapper()
                    .readTree(DOCUMENTS.resolve(folder + "/" + id + ".json").toFile());
            byte[] today = EventJson.write(documents.find(id).orElseThrow());
            assertKept(first, EventJson.mapper().readTree(today), folder + "/" + id);
        }
    }

    private static void assertKept(JsonNode first, JsonNode today, String where) {
        if (first.isObject()) {
            first.properties()
                    .forEach(field ->
                            assertKept(field.getValue(), today.path(field.getKey()), where + "." + field.getKey()));
        } else if (first.isArray()) {
            assertEquals(first.size(), today.size(), where);
            for (int item = 0; item < first.size(); item++) {
                assertKept(first.get(item), today.get(item), where + "[" + item + "]");
            }
        } else {
            assertEquals(first, today, where);
        }
    }
}
