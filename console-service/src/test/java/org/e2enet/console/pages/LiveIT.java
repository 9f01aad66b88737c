package org.e2enet.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.browser.Chromium;
import org.e2enet.testkit.browser.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens is shown without a reload, also after the line was broken. */
@Tag("peers")
@ExtendWith(Chromium.class)
class LiveIT {
    private static final String NEW_SCAN =
            "{\"scans\": [{\"scanId\": \"%s\", \"dataset\": \"hemispheres\", \"state\": \"received\", \"labelled\": false,"
                    + " \"receivedAt\": \"2026-11-29T07:00:00Z\", \"predictions\": 0}]}";

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
    void aScanAppearsAndItsPredictionRuns(Browser browser) {
        try (Visit visit = scans(browser)) {
            Page page = visit.page();
            show("new1");
            stub.tell(
                    "e2enet.scans.received-0@1",
                    "scan",
                    "{\"scanId\": \"new1\", \"dataset\": \"hemispheres\", \"state\": \"received\"}");
            assertThat(page.locator("tr[data-scan=new1]")).isVisible();
            stub.tell(
                    "infer/m-1",
                    "prediction",
                    "{\"scanId\": \"new1\", \"state\": \"running\", \"windowsDone\": 3, \"windowsTotal\": 4, \"secondsLeft\": 61}");
            assertThat(page.locator("tr[data-scan=new1] .bar")).hasAttribute("aria-label", "75 % segmented");
            assertThat(page.locator("tr[data-scan=new1]")).containsText("1 min 1 s left");
            assertSamePage(page);
        }
    }

    @Test
    void aBrokenLineIsTakenUpWhereItEnded(Browser browser) {
        try (Visit visit = scans(browser)) {
            stub.tell("e2enet.scans.received-0@7", "scan", "{\"scanId\": \"x\", \"state\": \"received\"}");
            awaitRead(1);
            stub.cutEvents(false);
            Awaitility.await().atMost(Patience.LONG).until(() -> stub.resumedFrom()
                    .contains("e2enet.scans.received-0@7"));
            awaitListener();
            show("new2");
            stub.tell("e2enet.scans.received-0@8", "scan", "{\"scanId\": \"new2\", \"state\": \"received\"}");
            assertThat(visit.page().locator("tr[data-scan=new2]")).isVisible();
            assertSamePage(visit.page());
        }
    }

    @Test
    void whatWasMissedIsReadAgain(Browser browser) {
        try (Visit visit = scans(browser)) {
            show("new3");
            stub.tell("e2enet.scans.received-0@9", "reset", "{}");
            assertThat(visit.page().locator("tr[data-scan=new3]")).isVisible();
            assertSamePage(visit.page());
        }
    }

    @Test
    void aConsoleThatIsAwayIsSaidAndComesBack(Browser browser) {
        try (Visit visit = scans(browser)) {
            Page page = visit.page();
            stub.cutEvents(true);
            assertThat(page.locator(".banner")).containsText("No connection");
            show("new4");
            stub.cutEvents(false);
            assertThat(page.locator(".banner")).hasCount(0);
            assertThat(page.locator("tr[data-scan=new4]")).isVisible();
            assertSamePage(page);
        }
    }

    @Test
    void aServiceThatIsDownIsNamedUntilItIsBack(Browser browser) {
        try (Visit visit = scans(browser)) {
            Page page = visit.page();
            String all = new String(StubOrigin.recording("operations.json"), StandardCharsets.UTF_8);
            stub.answer(
                    "GET /api/views/operations",
                    StubOrigin.Answer.json(all.replaceFirst("\"up\": true", "\"up\": false")));
            stub.answer(
                    "GET /api/views/scans",
                    StubOrigin.Answer.problem(502, "CON-201", "ingest-service does not answer"));
            stub.tell("e2enet.scans.received-0@3", "scan", "{\"scanId\": \"x\", \"state\": \"received\"}");
            assertThat(page.locator(".banner")).containsText("ingest-service does not answer");
            assertThat(page.locator("tr[data-scan]").first()).isVisible();
            assertThat(page.locator("main .fault")).containsText("CON-201");
            stub.answer("GET /api/views/operations", StubOrigin.Answer.json(all));
            assertThat(page.locator(".banner")).hasCount(0);
            // Read again by itself: nothing happens that would be told.
            show("new5");
            assertThat(page.locator("tr[data-scan=new5]")).isVisible();
            assertThat(page.locator("main .fault")).hasCount(0);
        }
    }

    @Test
    void manyEventsDoNotPutOffTheReading(Browser browser) {
        try (Visit visit = scans(browser)) {
            show("new6");
            visit.page().evaluate("""
                    async () => {
                      const { live } = await import('/app/live.js');
                      setInterval(() => live.dispatchEvent(new CustomEvent('scan', { detail: {} })), 20);
                    }""");
            assertThat(visit.page().locator("tr[data-scan=new6]")).isVisible();
        }
    }

    @Test
    void howFarAPredictionIsIsForgottenAfterAGap(Browser browser) {
        try (Visit visit = scans(browser)) {
            Locator row = visit.page().locator("tr[data-scan='" + Samples.SCAN + "']");
            stub.tell(
                    "infer/m-1",
                    "prediction",
                    "{\"scanId\": \"%s\", \"state\": \"running\", \"windowsDone\": 1, \"windowsTotal\": 4}"
                            .formatted(Samples.SCAN));
            assertThat(row.locator(".bar")).hasAttribute("aria-label", "25 % segmented");
            stub.tell("start/1", "reset", "{}");
            assertThat(row.locator(".bar")).hasCount(0);
        }
    }

    @Test
    void aTrainingGrows(Browser browser) {
        try (Visit visit = Visit.of(browser, stub.address(), "training/demo-1")) {
            Page page = visit.page();
            assertThat(page.locator("tr[data-node='4,1']")).isVisible();
            awaitListener();
            String run = new String(StubOrigin.recording("run.json"), StandardCharsets.UTF_8);
            stub.answer(
                    "GET /api/views/runs/demo-1",
                    StubOrigin.Answer.json(run.replace("\"update\": 4", "\"update\": 5")));
            stub.tell(
                    "e2enet.masks.evolved-0@5",
                    "topology",
                    "{\"runId\": \"demo-1\", \"fold\": 0, \"update\": 5, \"iteration\": 352}");
            assertThat(page.locator("fusion-topology output")).containsText("update 5, step 352");
            page.locator("input[name=update]").press("Home");
            assertThat(page.locator("fusion-topology output")).containsText("update 0, step 0");
            page.locator("button:has-text('Play')").click();
            assertThat(page.locator("fusion-topology output")).containsText("update 5, step 352");
        }
    }

    @Test
    void aRunIsNotFinishedWhileItsNextFoldWaits(Browser browser) {
        String fold =
                "{\"runId\": \"five\", \"fold\": %d, \"state\": \"%s\", \"epoch\": %d, \"epochs\": 9, \"iteration\": %d,"
                        + " \"iterations\": 90, \"pseudoDicePerClass\": [], \"absentLabels\": []}";
        String run =
                "{\"runs\": [{\"runId\": \"five\", \"dataset\": \"brain\", \"changedAt\": \"2026-11-29T07:00:00Z\","
                        + " \"stopping\": false, \"folds\": [%s, %s]}]}";
        stub.answer(
                "GET /api/views/runs",
                StubOrigin.Answer.json(
                        run.formatted(fold.formatted(0, "FINISHED", 9, 90), fold.formatted(1, "REQUESTED", 0, 0))));
        try (Visit visit = Visit.of(browser, stub.address(), "training")) {
            Locator state = visit.page().locator("tr[data-run=five] .state");
            assertThat(state).hasText("running");
            awaitListener();
            stub.answer(
                    "GET /api/views/runs",
                    StubOrigin.Answer.json(
                            run.formatted(fold.formatted(0, "FINISHED", 9, 90), fold.formatted(1, "FINISHED", 9, 90))));
            stub.tell("e2enet.training.progressed-0@1", "training", "{\"runId\": \"five\", \"state\": \"FINISHED\"}");
            assertThat(state).hasText("finished");
        }
    }

    @Test
    void aTruthAloneIsColouredUntilThereIsASegmentation(Browser browser) throws IOException {
        String view = "GET /api/views/scans/" + Samples.SCAN;
        byte[] segmented = StubOrigin.recording("scan.json");
        ObjectNode truthAlone = (ObjectNode) new ObjectMapper().readTree(segmented);
        truthAlone.putArray("predictions");
        stub.answer(view, StubOrigin.Answer.json(truthAlone.toString()));
        try (Visit visit = Visit.of(browser, stub.address(), "scans/" + Samples.SCAN)) {
            Page page = visit.page();
            assertThat(page.locator("input[name=colour][value=truth]")).isChecked();
            awaitListener();
            stub.answer(view, StubOrigin.Answer.json(new String(segmented, StandardCharsets.UTF_8)));
            stub.tell(
                    "infer/m-1",
                    "prediction",
                    "{\"scanId\": \"%s\", \"predictionId\": \"p\", \"state\": \"completed\"}".formatted(Samples.SCAN));
            assertThat(page.locator("input[name=colour][value=segmentation]")).isChecked();
        }
    }

    @Test
    void aPageThatThereIsNotIsSaid(Browser browser) {
        try (Visit visit = Visit.of(browser, stub.address(), "nope")) {
            assertThat(visit.page().locator("main .fault")).containsText("There is no such page.");
            visit.page().locator("nav a").first().click();
            assertThat(visit.page().locator("tr[data-scan]").first()).isVisible();
        }
    }

    private Visit scans(Browser browser) {
        Visit visit = Visit.of(browser, stub.address(), "scans");
        assertThat(visit.page().locator("tr[data-scan]").first()).isVisible();
        awaitListener();
        visit.page().evaluate("() => { window.same = true; }");
        return visit;
    }

    private void show(String scanId) {
        stub.answer("GET /api/views/scans", StubOrigin.Answer.json(NEW_SCAN.formatted(scanId)));
    }

    private void awaitListener() {
        Awaitility.await().atMost(Patience.LONG).until(() -> stub.listeners() > 0);
    }

    private void awaitRead(int more) {
        int before = stub.calls("GET", "/api/views/scans").size();
        Awaitility.await()
                .atMost(Patience.LONG)
                .until(() -> stub.calls("GET", "/api/views/scans").size() >= Math.min(before, 1) + more);
    }

    private static void assertSamePage(Page page) {
        assertEquals(true, page.evaluate("() => window.same === true"));
        assertTrue(page.url().contains("#/scans"));
    }
}
