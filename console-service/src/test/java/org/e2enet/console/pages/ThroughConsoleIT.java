package org.e2enet.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.console.ConsoleProcess;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.Topics;
import org.e2enet.store.FileStore;
import org.e2enet.testkit.TopicProbe;
import org.e2enet.testkit.browser.Chromium;
import org.e2enet.testkit.browser.Visit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packaged console over a real broker and store, with its own policy, gateway, views and events: from upload to picture without a reload. */
@Tag("peers")
@ExtendWith(Chromium.class)
class ThroughConsoleIT {
    private static final Topics TOPICS = Topics.withDefaultPrefix();
    private static final ObjectMapper JSON = EventJson.mapper();

    @TempDir
    private Path folder;

    @Test
    void anUploadBecomesARowAndThenAPicture(Browser browser) throws IOException {
        try (StubOrigin behind = behind();
                EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start()) {
            kafka.createTopics(TOPICS.all().stream()
                    .map(name -> new NewTopic(name, 1, (short) 1))
                    .toList());
            FileStore store = new FileStore(folder.resolve("store"));
            Catalogue catalogue = new Catalogue(store);
            catalogue.datasets().put(JSON.readValue(StubOrigin.recording("dataset.json"), DatasetDefinition.class));
            try (TopicProbe probe = new TopicProbe(kafka.bootstrapServers());
                    ConsoleProcess console = ConsoleProcess.start(
                            kafka.bootstrapServers(),
                            folder,
                            Map.of(
                                    "CONSOLE_INGEST", behind.address(),
                                    "CONSOLE_TRAIN", behind.address(),
                                    "CONSOLE_INFER", behind.address(),
                                    "CONSOLE_METRICS", behind.address()));
                    Visit visit = Visit.of(browser, console.address().toString(), "scans")) {
                Page page = visit.page();
                assertThat(page.locator(".empty")).containsText("No scan yet");
                page.evaluate("() => { window.same = true; }");
                page.locator("input[name=images]")
                        .setInputFiles(new FilePayload("right.nii.gz", "application/gzip", Samples.image()));
                assertThat(page.locator(".uploads li")).hasAttribute("data-state", "received");

                ScanNormalized normalized =
                        JSON.readValue(StubOrigin.recording("normalized.json"), ScanNormalized.class);
                ScanReceived received = new ScanReceived(
                        Samples.SCAN,
                        normalized.dataset(),
                        List.of(store.put(Samples.image(), "application/gzip")),
                        store.put(Samples.labels(), "application/gzip"),
                        null,
                        Instant.now());
                catalogue.scans().put(received);
                tell(probe, received);
                Locator row = page.locator("tr[data-scan='" + Samples.SCAN + "']");
                assertThat(row).containsText("received");

                ScanNormalized prepared = normalized.prepared(
                        store.put(new byte[] {1}, "application/safetensors"),
                        normalized.geometry(),
                        normalized.preparation());
                catalogue.scans().put(prepared);
                tell(probe, prepared);
                assertThat(row).containsText("ready");

                PredictionCompleted told = JSON.convertValue(
                        JSON.readTree(StubOrigin.recording("scan.json")).at("/predictions/0/result"),
                        PredictionCompleted.class);
                PredictionCompleted completed = new PredictionCompleted(
                        told.predictionId(),
                        told.scanId(),
                        told.dataset(),
                        told.modelId(),
                        told.alias(),
                        store.put(StubOrigin.recording("segmentation.nii.gz"), "application/gzip"),
                        told.provenance());
                catalogue.predictions().put(completed);
                tell(probe, completed);
                assertThat(row.locator("td").last()).hasText("1");

                row.locator("a").click();
                assertThat(page.locator("tr[data-label='8'] td.number").first()).hasText("103.0");
                assertThat(page.locator("slice-pane")).hasCount(3);
                assertThat(page.locator(".readout")).containsText("segmented frontal");
                assertEquals(true, page.evaluate("() => window.same === true"));
                assertEquals(List.of(), visit.complaints());
                assertEquals(List.of(), visit.strangers());
            }
        }
    }

    /** What the services behind answer, by their own paths. */
    private static StubOrigin behind() {
        StubOrigin stub = new StubOrigin();
        stub.answer("GET /datasets", StubOrigin.Answer.json("[\"hemispheres\"]"));
        stub.answer(
                "GET /datasets/hemispheres",
                StubOrigin.Answer.json(new String(StubOrigin.recording("dataset.json"), StandardCharsets.UTF_8)));
        stub.answer("GET /aliases", StubOrigin.Answer.json("[]"));
        stub.answer("GET /models", StubOrigin.Answer.json("[]"));
        stub.answer("GET /scores", StubOrigin.Answer.json("[]"));
        stub.answer("POST /datasets/hemispheres/scans", new StubOrigin.Answer(202, "application/json", """
                {"scanId": "%s", "dataset": "hemispheres", "status": "received", "duplicate": false}""".formatted(
                        Samples.SCAN)
                .getBytes(StandardCharsets.UTF_8)));
        stub.answer("GET /scans/" + Samples.SCAN + "/images/0", StubOrigin.Answer.volume(Samples.image()));
        stub.answer("GET /scans/" + Samples.SCAN + "/labels", StubOrigin.Answer.volume(Samples.labels()));
        stub.answer("GET /predictions/*", StubOrigin.Answer.volume(StubOrigin.recording("segmentation.nii.gz")));
        return stub;
    }

    private static void tell(TopicProbe probe, Event event) {
        probe.send(TOPICS.name(event.topic()), event.key(), EventJson.write(event));
    }
}
