package org.e2enet.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.browser.Chromium;
import org.e2enet.testkit.browser.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do: upload, promote and roll back, replay, stop, segment; with the mouse and by keys alone. */
@Tag("peers")
@ExtendWith(Chromium.class)
class ActionsIT {
    private static final String UPLOAD = "/api/ingest/datasets/hemispheres/scans";

    private StubOrigin stub;

    @BeforeEach
    void start() {
        stub = StubOrigin.recorded();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void anUploadIsFollowedAndItsNameStays(Browser browser) {
        stub.answer(
                "POST " + UPLOAD, new StubOrigin.Answer(202, "application/json", """
                {"scanId": "up1", "dataset": "hemispheres", "status": "received", "duplicate": false}""".getBytes(StandardCharsets.UTF_8)));
        try (Visit visit = uploads(browser)) {
            Page page = visit.page();
            Awaitility.await().atMost(Patience.LONG).until(() -> stub.listeners() > 0);
            page.locator("select[name=predictWith]").selectOption("demo");
            page.locator("input[name=images]").setInputFiles(file("DOE_JOHN.nii.gz"));
            assertThat(page.locator(".uploads li")).hasAttribute("data-state", "received");
            stub.tell(
                    "e2enet.scans.normalized-0@1",
                    "scan",
                    "{\"scanId\": \"up1\", \"dataset\": \"hemispheres\", \"state\": \"normalized\"}");
            assertThat(page.locator(".uploads li")).containsText("ready");
            String sent = stub.calls("POST", UPLOAD).getFirst().text();
            assertTrue(sent.contains("name=\"image\"; filename=\"image0.nii.gz\""), sent);
            assertTrue(sent.contains("name=\"predictWith\"\r\n\r\ndemo"), sent);
            assertFalse(sent.contains("DOE_JOHN.nii"), "the name of the file left the page");
        }
    }

    @Test
    void channelsOfOneScanGoTogether(Browser browser) {
        stub.answer(
                "GET /api/ingest/datasets/hemispheres",
                StubOrigin.Answer.json(
                        "{\"name\": \"hemispheres\", \"channelNames\": [\"T1\", \"T2\"], \"labels\": {}}"));
        stub.answer("POST " + UPLOAD, StubOrigin.Answer.json("{\"scanId\": \"up2\", \"status\": \"received\"}"));
        try (Visit visit = uploads(browser)) {
            Page page = visit.page();
            assertThat(page.locator(".drop")).containsText("T1, T2");
            page.locator("input[name=images]").setInputFiles(new FilePayload[] {
                file("b_0001.nii.gz"), file("a_0000.nii.gz"), file("b_0000.nii.gz"), file("a_0001.nii.gz")
            });
            assertThat(page.locator(".uploads li[data-state=received]")).hasCount(2);
            assertEquals(2, stub.calls("POST", UPLOAD).size());
            String sent = stub.calls("POST", UPLOAD).getFirst().text();
            assertTrue(sent.indexOf("a_0000 of the test") < sent.indexOf("a_0001 of the test"), sent);
            page.locator("input[name=images]").setInputFiles(file("c_0000.nii.gz"));
            page.locator("input[name=images]")
                    .setInputFiles(
                            new FilePayload[] {file("d_0000.nii.gz"), file("d_0001.nii.gz"), file("e_0000.nii.gz")});
            assertThat(page.locator(".fault")).containsText("2 channels");
        }
    }

    @Test
    void nothingIsSentWhileNobodyKnowsTheChannels(Browser browser) {
        stub.answer(
                "GET /api/ingest/datasets/hemispheres",
                StubOrigin.Answer.problem(502, "CON-201", "ingest-service does not answer"));
        try (Visit visit = uploads(browser)) {
            visit.page().locator("input[name=images]").setInputFiles(file("a_0000.nii.gz"));
            assertThat(visit.page().locator("scan-uploads > .fault")).containsText("CON-201");
            assertEquals(0, stub.calls("POST", UPLOAD).size());
        }
    }

    @Test
    void aRefusalSaysHowToMend(Browser browser) {
        stub.answer("POST " + UPLOAD, StubOrigin.Answer.problem(422, "IMG-107", "the image is flat"));
        try (Visit visit = uploads(browser)) {
            visit.page().locator("input[name=images]").setInputFiles(file("flat.nii"));
            assertThat(visit.page().locator(".uploads .fault")).containsText("IMG-107");
            assertThat(visit.page().locator(".uploads .fault")).containsText("Mend it.");
            visit.page().locator("input[name=images]").setInputFiles(file("IM0001.dcm"));
            assertThat(visit.page().locator("scan-uploads > .fault")).containsText("DICOM");
        }
    }

    @Test
    void aModelIsPromotedAndRolledBackWithAReason(Browser browser) throws IOException {
        stub.answer("PUT /api/train/aliases/demo", StubOrigin.Answer.json("{}"));
        stub.answer(
                "POST /api/train/aliases/demo/rollback",
                StubOrigin.Answer.problem(404, "TRA-406", "it meant nothing before"));
        try (Visit visit = Visit.of(browser, stub.address(), "models")) {
            Page page = visit.page();
            page.locator("tr[data-model=demo-0-fold0] button").click();
            page.locator("dialog input[name=alias]").fill("demo");
            page.locator("dialog input[name=by]").fill("A. Radiologist");
            page.locator("dialog button.main").click();
            // A reason is wanted.
            assertThat(page.locator("dialog")).isVisible();
            page.locator("dialog input[name=reason]").fill("better at the edges");
            page.locator("dialog button.main").click();
            assertThat(page.locator("dialog")).hasCount(0);
            Awaitility.await().atMost(Patience.LONG).until(() -> !stub.calls("PUT", "aliases")
                    .isEmpty());
            JsonNode sent = new ObjectMapper()
                    .readTree(stub.calls("PUT", "aliases").getFirst().text());
            assertEquals("demo-0-fold0", sent.path("modelId").asText());
            assertEquals("A. Radiologist", sent.path("by").asText());
            assertEquals("better at the edges", sent.path("reason").asText());

            page.locator("article[data-alias=demo] button:has-text('Roll back')")
                    .click();
            assertThat(page.locator("dialog input[name=by]")).hasValue("A. Radiologist");
            page.locator("dialog input[name=reason]").fill("worse at night");
            page.locator("dialog button.main").click();
            assertThat(page.locator("main > * > .fault").first()).containsText("TRA-406");
        }
    }

    @Test
    void whoPromotesIsNotAskedWhereTheLoginSaysIt(Browser browser) throws IOException {
        String models = new String(StubOrigin.recording("models.json"), StandardCharsets.UTF_8);
        stub.answer("GET /api/views/models", StubOrigin.Answer.json(models.replaceFirst("\\{", "{\"byLogin\": true,")));
        stub.answer("PUT /api/train/aliases/demo", StubOrigin.Answer.json("{}"));
        stub.answer("POST /api/train/aliases/demo/rollback", StubOrigin.Answer.json("{}"));
        try (Visit visit = Visit.of(browser, stub.address(), "models")) {
            Page page = visit.page();
            page.locator("tr[data-model=demo-0-fold0] button").click();
            assertThat(page.locator("dialog input[name=by]")).hasCount(0);
            page.locator("dialog input[name=alias]").fill("demo");
            page.locator("dialog input[name=reason]").fill("better at the edges");
            page.locator("dialog button.main").click();
            assertThat(page.locator("dialog")).hasCount(0);
            Awaitility.await().atMost(Patience.LONG).until(() -> !stub.calls("PUT", "aliases")
                    .isEmpty());

            page.locator("article[data-alias=demo] button:has-text('Roll back')")
                    .click();
            assertThat(page.locator("dialog input[name=by]")).hasCount(0);
            page.locator("dialog input[name=reason]").fill("worse at night");
            page.locator("dialog button.main").click();
            Awaitility.await().atMost(Patience.LONG).until(() -> !stub.calls("POST", "rollback")
                    .isEmpty());
            for (StubOrigin.Call call : List.of(
                    stub.calls("PUT", "aliases").getFirst(),
                    stub.calls("POST", "rollback").getFirst())) {
                JsonNode sent = new ObjectMapper().readTree(call.text());
                assertFalse(sent.has("by"), sent::toString);
                assertTrue(sent.has("reason"), sent::toString);
            }
        }
    }

    @Test
    void dashboardsAreLinkedWhereThereAreSome(Browser browser) {
        String operations = new String(StubOrigin.recording("operations.json"), StandardCharsets.UTF_8);
        try (Visit visit = Visit.of(browser, stub.address(), "operations")) {
            assertThat(visit.page().locator("tr[data-service]").first()).isVisible();
            assertThat(visit.page().locator("a:has-text('Grafana')")).hasCount(0);
        }
        stub.answer(
                "GET /api/views/operations",
                StubOrigin.Answer.json(
                        operations.replaceFirst("\\{", "{\"grafana\": \"http://dashboards.example:3000/\",")));
        try (Visit visit = Visit.of(browser, stub.address(), "operations")) {
            assertThat(visit.page().locator("a:has-text('Grafana')"))
                    .hasAttribute("href", "http://dashboards.example:3000/");
            assertEquals(List.of(), visit.strangers());
        }
    }

    @Test
    void aLetterIsReplayedOnceOnADoubleClick(Browser browser) {
        stub.answer("POST /letters/*", StubOrigin.Answer.json("{}"));
        try (Visit visit = Visit.of(browser, stub.address(), "operations")) {
            Locator letter = visit.page().locator("tr[data-letter]").first();
            letter.locator("button:has-text('Replay')").dblclick();
            assertThat(visit.page().locator(".note"))
                    .containsText("e2enet.scans.received.dlq-1@4 was sent to its topic again");
            assertThat(letter.locator("button:has-text('Replay')")).isDisabled();
            assertEquals(
                    List.of("/letters/e2enet.scans.received.dlq-1@4/replay"),
                    stub.calls("POST", "/letters/").stream()
                            .map(StubOrigin.Call::path)
                            .toList());
        }
    }

    @Test
    void aRunIsStoppedAfterAQuestion(Browser browser) {
        String run = new String(StubOrigin.recording("run.json"), StandardCharsets.UTF_8);
        stub.answer(
                "GET /api/views/runs/demo-1", StubOrigin.Answer.json(run.replaceFirst("\"FINISHED\"", "\"RUNNING\"")));
        stub.answer("DELETE /api/train/trainings/demo-1", new StubOrigin.Answer(202, "application/json", new byte[0]));
        try (Visit visit = Visit.of(browser, stub.address(), "training/demo-1")) {
            Page page = visit.page();
            page.locator("button:has-text('Stop')").click();
            page.locator("dialog button:has-text('Cancel')").click();
            assertThat(page.locator("dialog")).hasCount(0);
            assertEquals(0, stub.calls("DELETE", "trainings").size());
            page.locator("button:has-text('Stop')").click();
            page.locator("dialog button.danger").click();
            Awaitility.await()
                    .atMost(Patience.LONG)
                    .until(() -> stub.calls("DELETE", "trainings/demo-1").size() == 1);
        }
    }

    @Test
    void everythingIsReachedByKeys(Browser browser) {
        stub.answer("POST /api/infer/predictions", StubOrigin.Answer.json("{\"predictionId\": \"k1\"}"));
        try (Visit visit = Visit.of(browser, stub.address(), "scans")) {
            Page page = visit.page();
            assertThat(page.locator("tr[data-scan]").first()).isVisible();
            tabTo(page, "element => element.title === '" + Samples.SCAN + "'");
            page.keyboard().press("Enter");
            assertThat(page.locator("tr[data-label='8'] td.number").first()).hasText("103.0");
            assertThat(page.locator("main")).isFocused();

            tabTo(page, "element => element.tagName === 'CANVAS'");
            assertThat(page.locator("slice-pane .at").first()).hasText("30 / 60");
            page.keyboard().press("PageUp");
            assertThat(page.locator("slice-pane .at").first()).hasText("31 / 60");
            page.keyboard().press("ArrowDown");
            assertThat(page.locator(".readout")).containsText("voxel 14, 34, 30");
            page.keyboard().press("1");
            assertThat(page.locator("tr[data-label='1'] input")).not().isChecked();
            page.keyboard().press("e");
            assertThat(page.locator("input[value=errors]")).isChecked();
            page.keyboard().press("o");
            assertThat(page.locator("input[name=outline]")).isChecked();
            page.keyboard().press("?");
            assertThat(page.locator("dialog")).containsText("Keys of the viewer");
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).hasCount(0);

            page.locator("h1").evaluate("() => document.querySelector('main').focus()");
            tabTo(page, "element => element.textContent.includes('Segment with')");
            page.keyboard().press("Enter");
            assertThat(page.locator("dialog select[name=alias]")).isVisible();
            tabTo(page, "element => element.closest('dialog') && element.classList.contains('main')");
            page.keyboard().press("Enter");
            Awaitility.await().atMost(Patience.LONG).until(() -> !stub.calls("POST", "predictions")
                    .isEmpty());
            assertTrue(stub.calls("POST", "predictions").getFirst().text().contains("\"alias\":\"demo\""));
        }
    }

    private static final int MOST_STOPS = 80;

    private static void tabTo(Page page, String found) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("() => Boolean((" + found + ")(document.activeElement))"))) {
                return;
            }
        }
        throw new AssertionError("not reached with the tabulator: " + found);
    }

    private Visit uploads(Browser browser) {
        Visit visit = Visit.of(browser, stub.address(), "scans");
        visit.page().locator("select[name=dataset]").first().selectOption("hemispheres");
        assertThat(visit.page().locator(".drop")).containsText("file");
        return visit;
    }

    private static FilePayload file(String name) {
        String stem = name.replaceAll("\\..*", "");
        return new FilePayload(
                name, "application/octet-stream", (stem + " of the test").getBytes(StandardCharsets.UTF_8));
    }
}
