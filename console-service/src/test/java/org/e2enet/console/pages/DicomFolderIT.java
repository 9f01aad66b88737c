package org.e2enet.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.e2enet.testkit.MadeSeries;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.browser.Chromium;
import org.e2enet.testkit.browser.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Folders of DICOM that somebody gives to the page, where there is a dicom-service. */
@Tag("peers")
@ExtendWith(Chromium.class)
class DicomFolderIT {
    private static final String HAND_IN = "/api/dicom/dicom/series";

    @TempDir
    private Path folder;

    private StubOrigin stub;

    @BeforeEach
    void start() {
        stub = StubOrigin.recorded();
        String operations = new String(StubOrigin.recording("operations.json"), StandardCharsets.UTF_8);
        stub.answer(
                "GET /api/views/operations",
                StubOrigin.Answer.json(operations.replaceFirst(
                        "\\[", "[{\"service\": \"dicom-service\", \"up\": true, \"ready\": true, \"waits\": []},")));
        stub.answer("GET /api/dicom/archives", StubOrigin.Answer.json("[{\"name\": \"ward\"}]"));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void isHandedInWithoutItsNamesAndFollowed(Browser browser) throws IOException {
        MadeSeries series = MadeSeries.named("folder");
        Path given = series.write(folder.resolve("DOE_JOHN"));
        Files.writeString(given.resolve("readme.txt"), "of the viewer on the disc");
        stub.answer("POST " + HAND_IN, StubOrigin.Answer.json("""
                {"series": [{"seriesKey": "k1", "instances": 6, "flags": []},
                            {"instances": 1, "flags": [], "refusal": {"code": "DCM-203", "what": "too few slices", "where": "series", "mend": "Mend it."}}],
                 "skipped": {}}"""));
        stub.answer(
                "GET /api/dicom/series/k1", StubOrigin.Answer.json("{\"state\": \"handed-over\", \"scanId\": \"s1\"}"));
        try (Visit visit = Visit.of(browser, stub.address(), "scans")) {
            Page page = visit.page();
            Awaitility.await().atMost(Patience.LONG).until(() -> stub.listeners() > 0);
            page.locator("input[name=folder]").setInputFiles(given);
            Locator sent = page.locator(".uploads li");
            assertThat(sent).containsText("7 files");
            assertThat(sent.locator(".series").first()).containsText("being segmented");
            assertThat(sent.locator(".series a")).hasAttribute("title", "s1");
            assertThat(sent.locator(".fault")).containsText("DCM-203");
            stub.answer(
                    "GET /api/dicom/series/k1",
                    StubOrigin.Answer.json("{\"state\": \"delivered\", \"scanId\": \"s1\"}"));
            stub.tell("e2enet.results.delivered-0@1", "series", "{\"state\": \"delivered\"}");
            assertThat(sent.locator(".series").first()).hasText("series delivered s1");
            String form = stub.calls("POST", HAND_IN).getFirst().text();
            assertFalse(form.contains("DOE_JOHN"), "the folder's name left the page");
            assertFalse(form.contains("filename=\"IM0"), "a file's name left the page");
            assertEquals(7, form.split("name=\"file\"", -1).length - 1);
            assertEquals(List.of(), visit.complaints());
        }
    }

    @Test
    void withoutAnArchiveOrWithoutDicomIsRefusedWithTheWayRound(Browser browser) throws IOException {
        Path given = Files.createDirectories(folder.resolve("set"));
        Files.writeString(given.resolve("dataset.json"), "{}");
        stub.answer("GET /api/dicom/archives", StubOrigin.Answer.json("[]"));
        try (Visit visit = Visit.of(browser, stub.address(), "scans")) {
            Page page = visit.page();
            page.locator("input[name=folder]").setInputFiles(given);
            assertThat(page.locator("scan-uploads > .fault")).containsText("./e2enet ingest FOLDER");
            page.locator("input[name=folder]")
                    .setInputFiles(MadeSeries.named("none").write(folder.resolve("none")));
            assertThat(page.locator("scan-uploads > .fault")).containsText("No archive is set up");
            assertEquals(0, stub.calls("POST", HAND_IN).size());
        }
    }
}
