package org.e2enet.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.browser.Chromium;
import org.e2enet.testkit.browser.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files that are no good volumes: the page says what and how to mend, or shows what can be shown. */
@Tag("peers")
@ExtendWith(Chromium.class)
class BadVolumesIT {
    private static final String IMAGE = "GET /api/ingest/scans/made/images/0";
    private static final int WIDE = 2;

    private final MadeScan made = MadeScan.placed(new Size3(4, 4, 4), 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
    private StubOrigin stub;

    @BeforeEach
    void start() {
        stub = StubOrigin.recorded();
        made.on(stub);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void aCutFileIsNamed(Browser browser) {
        byte[] file = Samples.image();
        assertSays(browser, Arrays.copyOf(file, file.length / 2), "ends too early or is damaged");
    }

    @Test
    void fewerVoxelsThanPromisedAreNamed(Browser browser) {
        assertSays(
                browser, NiftiBytes.of(new float[8], 2, 2, 2).claim(2, 2, 50).packed(), "ends too early or is damaged");
    }

    @Test
    void aFlatPictureIsNamed(Browser browser) {
        assertSays(browser, NiftiBytes.of(new float[16], 4, 4).packed(), "picture of 4 × 4, not a volume");
    }

    @Test
    void anEmptyFileIsNamed(Browser browser) {
        assertSays(browser, new byte[0], "empty");
    }

    @Test
    void aFileOfSeveralVolumesShowsTheFirst(Browser browser) {
        float[] voxels = new float[2 * 64];
        Arrays.fill(voxels, 0, 64, 5);
        Arrays.fill(voxels, 64, 128, 9);
        stub.answer(
                IMAGE,
                StubOrigin.Answer.volume(NiftiBytes.of(voxels, 4, 4, 4, WIDE).packed()));
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            assertThat(visit.page().locator(".readout")).containsText("value 5");
        }
    }

    @Test
    void voxelsThatAreNoNumbersAreShownAsSuch(Browser browser) {
        float[] voxels = new float[64];
        for (int n = 0; n < voxels.length; n++) {
            voxels[n] = n;
        }
        voxels[1 + 4 * (1 + 4)] = Float.NaN; // what the crosshair begins at
        stub.answer(
                IMAGE, StubOrigin.Answer.volume(NiftiBytes.of(voxels, 4, 4, 4).packed()));
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            Page page = visit.page();
            assertThat(page.locator(".readout")).containsText("value not a number");
            Screen.canvas(page, Screen.Plane.AXIAL).press("x");
            Screen screen = Screen.of(
                    page, made.image().extent(), made.image().geometry().spacing());
            assertEquals(0xff00ff, screen.colour(Screen.Plane.AXIAL, 1, 1));
        }
    }

    @Test
    void aScanTooLargeForThePageIsShownAsPreview(Browser browser) {
        stub.answer(
                IMAGE,
                StubOrigin.Answer.volume(NiftiBytes.of(new float[8], 2, 2, 2)
                        .claim(2000, 2000, 1000)
                        .packed()));
        stub.answer(IMAGE + "?preview=256", StubOrigin.Answer.volume(made.imageFile()));
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            assertThat(visit.page().locator(".note")).containsText("16.0 GB");
            assertThat(visit.page().locator("slice-pane")).hasCount(3);
            assertThat(visit.page().locator("tr[data-label='1'] td.number").first())
                    .not()
                    .hasText("–");
        }
    }

    @Test
    void anotherFormatIsShownAsTheServersNifti(Browser browser) {
        stub.answer(
                IMAGE,
                StubOrigin.Answer.volume(
                        "ObjectType = Image\nNDims = 3\n".repeat(40).getBytes(StandardCharsets.US_ASCII)));
        stub.answer(IMAGE + "?preview=512", StubOrigin.Answer.volume(made.imageFile()));
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            assertThat(visit.page().locator("slice-pane")).hasCount(3);
            assertThat(visit.page().locator(".note")).hasCount(0);
        }
    }

    @Test
    void aDamagedSegmentationLeavesTheImage(Browser browser) {
        byte[] file = made.segmentationFile();
        stub.answer(
                "GET /api/infer/predictions/p1/segmentation",
                StubOrigin.Answer.volume(Arrays.copyOf(file, file.length - 12)));
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            assertThat(visit.page().locator(".fault")).containsText("ends too early or is damaged");
            assertThat(visit.page().locator("slice-pane")).hasCount(3);
        }
    }

    @Test
    void aCutHeaderIsNamed(Browser browser) {
        assertSays(browser, Arrays.copyOf(NiftiBytes.of(new float[8], 2, 2, 2).bytes(), 100), "ends too early");
    }

    @Test
    void anImageThatAServiceKeepsBackComesByItself(Browser browser) {
        stub.answer(IMAGE, StubOrigin.Answer.problem(502, "CON-201", "ingest-service does not answer"));
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            assertThat(visit.page().locator(".fault")).containsText("CON-201");
            stub.answer(IMAGE, StubOrigin.Answer.volume(made.imageFile()));
            assertThat(visit.page().locator("slice-pane")).hasCount(3);
            assertThat(visit.page().locator(".fault")).hasCount(0);
        }
    }

    @Test
    void millilitresAreThoseOfTheSegmentationsOwnGrid(Browser browser) {
        double[] tenMm = {10, 0, 0, 0, 0, 10, 0, 0, 0, 0, 10, 0};
        MadeScan whole = MadeScan.placed(new Size3(4, 4, 4), tenMm);
        MadeScan preview = MadeScan.placed(new Size3(2, 2, 2), 20, 0, 0, 5, 0, 20, 0, 5, 0, 0, 20, 5);
        whole.on(stub);
        stub.answer(IMAGE, StubOrigin.Answer.volume(preview.imageFile()));
        int voxels = 0;
        for (short label : whole.segmentation().labels()) {
            voxels += label == 1 ? 1 : 0;
        }
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            // A millilitre each.
            assertThat(visit.page().locator("tr[data-label='1'] td.number").first())
                    .hasText(voxels + ".0");
        }
    }

    @Test
    void anUnknownScanIsSaid(Browser browser) {
        stub.answer("GET /api/views/scans/nobody", StubOrigin.Answer.problem(404, "CON-104", "there is no such scan"));
        try (Visit visit = Visit.of(browser, stub.address(), "scans/nobody")) {
            assertThat(visit.page().locator(".fault")).containsText("CON-104");
        }
    }

    private void assertSays(Browser browser, byte[] file, String what) {
        stub.answer(IMAGE, StubOrigin.Answer.volume(file));
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            assertThat(visit.page().locator(".fault")).containsText(what);
            assertThat(visit.page().locator("slice-pane")).hasCount(0);
            assertEquals(List.of(), visit.complaints());
        }
    }
}
