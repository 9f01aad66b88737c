package org.e2enet.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.e2enet.console.pages.Screen.Plane;
import org.e2enet.contract.Size3;
import org.e2enet.testkit.browser.Chromium;
import org.e2enet.testkit.browser.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every voxel of three slices has the colour and the place it must have, whichever way the file lies in space. */
@Tag("peers")
@ExtendWith(Chromium.class)
class SlicePixelsIT {
    private static final int[] CLASS_COLOURS = {0, 0xe69f00, 0x56b4e9, 0x009e73};
    private static final int EXTRA = 0xe69f00;
    private static final int MISSED = 0x56b4e9;
    private static final int OTHER = 0xcc79a7;
    private static final double STRENGTH = 0.55;
    private static final double ERROR_STRENGTH = 0.85;
    /** Of a colour's 256 steps: rounding. */
    private static final int NEAR = 2;

    private static final String READ_OUT = ".readout span:has-text('RAS mm') b";
    /** By plane: at the top, at the bottom, on the left, on the right. */
    private static final String LETTERS = """
            async rows => {
              const { planesOf } = await import('/viewer/space.js');
              const affine = [rows.slice(0, 4), rows.slice(4, 8), rows.slice(8)];
              return Object.values(planesOf({ dims: [4, 4, 4], affine }))
                .map(({ letters: { top, bottom, left, right } }) => [top, bottom, left, right].join(' ')).join(', ');
            }""";

    private static final Size3 SIZE = new Size3(8, 7, 6);

    private StubOrigin stub;

    @BeforeEach
    void start() {
        stub = StubOrigin.recorded();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    static Stream<Arguments> affines() {
        double c = Math.cos(Math.toRadians(20));
        double s = Math.sin(Math.toRadians(20));
        return Stream.of(
                Arguments.of("identity", new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}),
                Arguments.of("flipped", new double[] {-1, 0, 0, 9, 0, -1, 0, 4, 0, 0, 1, -3}),
                Arguments.of("upside down", new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 60}),
                Arguments.of("permuted", new double[] {0, 0, 1, 0, -1, 0, 0, 0, 0, 1, 0, 0}),
                Arguments.of("anisotropic", new double[] {0.8, 0, 0, 0, 0, 1.2, 0, 0, 0, 0, 3, 0}),
                Arguments.of("oblique", new double[] {c, -s, 0, 5, s, c, 0, -8, 0, 0, 1, 2}),
                Arguments.of(
                        "oblique, flipped and anisotropic",
                        new double[] {-0.9 * c, 0, -2 * s, 30, 0, 1.1, 0, -8, -0.9 * s, 0, 2 * c, 2}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("affines")
    void voxelsLieWhereTheAffineSays(String name, double[] rows, Browser browser) {
        MadeScan made = MadeScan.placed(SIZE, rows);
        made.on(stub);
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            Page page = opened(visit);
            MadeScan canonical = made.canonical();
            page.locator("input[name=colour][value=none]").check();
            assertColours(page, canonical, at -> grey(canonical, at));
            page.locator("input[name=colour][value=segmentation]").check();
            assertColours(
                    page,
                    canonical,
                    at -> labelled(canonical, at, canonical.segmentation().labels()[at]));
        }
    }

    @Test
    void aToggleTakesAwayExactlyItsClass(Browser browser) {
        MadeScan made = MadeScan.placed(SIZE, -1, 0, 0, 9, 0, 1, 0, 0, 0, 0, 2, 0);
        made.on(stub);
        MadeScan canonical = made.canonical();
        short[] labels = canonical.segmentation().labels();
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            Page page = opened(visit);
            page.locator("tr[data-label='2'] input").uncheck();
            assertColours(page, canonical, at -> labelled(canonical, at, labels[at] == 2 ? 0 : labels[at]));
            page.locator("tr[data-label='2'] input").check();
            assertColours(page, canonical, at -> labelled(canonical, at, labels[at]));
        }
    }

    @Test
    void errorsAreThoseThatAreCounted(Browser browser) {
        MadeScan made = MadeScan.placed(SIZE, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
        made.on(stub);
        MadeScan canonical = made.canonical();
        short[] segmentation = canonical.segmentation().labels();
        short[] truth = canonical.truth().labels();
        int[] errors = new int[segmentation.length];
        int[] counts = new int[4];
        for (int at = 0; at < errors.length; at++) {
            errors[at] = segmentation[at] == truth[at] ? 0 : truth[at] == 0 ? 1 : segmentation[at] == 0 ? 2 : 3;
            counts[errors[at]]++;
        }
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            Page page = opened(visit);
            page.locator("input[name=colour][value=errors]").check();
            List<String> kinds = List.of("extra", "missed", "other");
            for (String kind : kinds) {
                assertThat(page.locator("tr[data-error=%s] td.number".formatted(kind))
                                .first())
                        .hasText(String.valueOf(counts[1 + kinds.indexOf(kind)]));
            }
            int[] colours = {0, EXTRA, MISSED, OTHER};
            assertColours(
                    page,
                    canonical,
                    at -> errors[at] == 0
                            ? grey(canonical, at)
                            : blended(grey(canonical, at), colours[errors[at]], ERROR_STRENGTH));
        }
    }

    @Test
    void anOverlayOnAnotherGridIsShownWhereItLies(Browser browser) {
        double[] rows = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
        MadeScan made = MadeScan.placed(SIZE, rows);
        // The same voxels in a file that runs the other way.
        MadeScan turned = MadeScan.placed(SIZE, -1, 0, 0, SIZE.width() - 1, 0, 1, 0, 0, 0, 0, 1, 0);
        made.on(stub);
        stub.answer("GET /api/infer/predictions/p1/segmentation", StubOrigin.Answer.volume(turned.segmentationFile()));
        short[] labels = turned.canonical().segmentation().labels();
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            Page page = opened(visit);
            assertThat(page.locator(".note.warn")).containsText("another grid");
            assertColours(page, made.canonical(), at -> labelled(made.canonical(), at, labels[at]));
        }
    }

    @Test
    void aClickReadsOutTheVoxelUnderIt(Browser browser) {
        MadeScan made = MadeScan.placed(SIZE, -1, 0, 0, 9, 0, 1, 0, 4, 0, 0, -2, 3);
        made.on(stub);
        MadeScan canonical = made.canonical();
        Size3 size = canonical.image().extent();
        try (Visit visit = Visit.of(browser, stub.address(), "scans/made")) {
            Page page = opened(visit);
            for (Plane plane : Plane.values()) {
                int columns = size.along(plane.across);
                int rows = size.along(plane.down);
                for (int[] corner : new int[][] {{0, 0}, {columns - 1, 0}, {0, rows - 1}, {columns - 1, rows - 1}}) {
                    int[] at = shownAt(page, canonical);
                    at[plane.across] = corner[0];
                    at[plane.down] = corner[1];
                    Screen screen =
                            Screen.of(page, size, canonical.image().geometry().spacing());
                    double[] place = screen.place(plane, corner[0], corner[1]);
                    clickAt(page, plane, place[0], place[1]);
                    assertReadsOut(page, canonical, at);
                    // Beside the picture, the nearest.
                    clickAt(page, plane, corner[0] == 0 ? rightEnd(page, plane) : 1, place[1]);
                    assertReadsOut(page, canonical, at);
                }
            }
        }
    }

    @Test
    void lettersTellTheDirectionOfEachEdge(Browser browser) {
        try (Visit visit = Visit.of(browser, stub.address(), "scans")) {
            for (Arguments each : affines().toList()) {
                Object told = visit.page()
                        .evaluate(
                                LETTERS,
                                Arrays.stream((double[]) each.get()[1]).boxed().toList());
                String wanted =
                        switch ((String) each.get()[0]) {
                            case "oblique" -> "AL PR RA LP, S I RA LP, S I AL PR";
                            case "oblique, flipped and anisotropic" -> "A P RS LI, SL IR RS LI, SL IR A P";
                            default -> "A P R L, S I R L, S I A P";
                        };
                assertEquals(wanted, told, (String) each.get()[0]);
            }
        }
    }

    /** A row of five, so that every fifth voxel lies in the first column, which is dark. */
    @Test
    void theUsualWindowIsThatOfAllColumns(Browser browser) {
        try (Visit visit = Visit.of(browser, stub.address(), "scans")) {
            assertEquals("0 to 100", visit.page().evaluate("""
                    async () => {
                      const { usualWindow } = await import('/viewer/state.js');
                      const data = Uint8Array.from({ length: 1_000_000 }, (_, at) => (at % 5 ? 100 : 0));
                      const { low, high } = usualWindow({ data, slope: 1, intercept: 0 });
                      return `${low} to ${high}`;
                    }"""));
        }
    }

    private static double rightEnd(Page page, Plane plane) {
        return Screen.canvas(page, plane).boundingBox().width - 2;
    }

    private static void clickAt(Page page, Plane plane, double x, double y) {
        Screen.canvas(page, plane).click(new Locator.ClickOptions().setPosition(x, y));
    }

    private static void assertReadsOut(Page page, MadeScan canonical, int[] at) {
        double[] mm = canonical.image().geometry().affine().apply(at[2], at[1], at[0]);
        assertThat(page.locator(READ_OUT)).hasText("%.1f, %.1f, %.1f".formatted(mm[0] + 0.0, mm[1] + 0.0, mm[2] + 0.0));
    }

    private static Page opened(Visit visit) {
        Page page = visit.page();
        assertThat(page.locator("tr[data-label='3'] td.number").first()).not().hasText("–");
        assertThat(page.locator("input[name=colour][value=errors]")).isEnabled();
        page.locator("input[name=low]").fill("0");
        page.locator("input[name=low]").press("Tab");
        page.locator("input[name=high]").fill(String.valueOf(MadeScan.WHITE));
        page.locator("input[name=high]").press("Tab");
        Screen.canvas(page, Plane.AXIAL).press("x");
        return page;
    }

    /** Compares the three slices in the middle. */
    private static void assertColours(Page page, MadeScan canonical, IntUnaryOperator expected) {
        Size3 size = canonical.image().extent();
        Screen screen = Screen.of(page, size, canonical.image().geometry().spacing());
        int compared = 0;
        for (Plane plane : Plane.values()) {
            int[] at = shownAt(page, canonical);
            for (int down = 0; down < size.along(plane.down); down++) {
                for (int across = 0; across < size.along(plane.across); across++) {
                    at[plane.down] = down;
                    at[plane.across] = across;
                    int wanted = expected.applyAsInt(size.offset(at[0], at[1], at[2]));
                    int seen = screen.colour(plane, across, down);
                    assertTrue(isNear(wanted, seen), () -> "%s, voxel %s: %06x is wanted, %06x is seen"
                            .formatted(plane, List.of(at[0], at[1], at[2]), wanted, seen));
                    compared++;
                }
            }
        }
        assertEquals(
                size.height() * size.width() + size.depth() * size.width() + size.depth() * size.height(), compared);
    }

    /** The canonical voxel under the crosshair, from what the page reads out in millimetres. */
    private static int[] shownAt(Page page, MadeScan canonical) {
        String text = page.locator(READ_OUT).textContent();
        double[] mm =
                Stream.of(text.split(",")).mapToDouble(Double::parseDouble).toArray();
        double[] index = canonical.image().geometry().affine().inverse().apply(mm[0], mm[1], mm[2]);
        return new int[] {(int) Math.round(index[2]), (int) Math.round(index[1]), (int) Math.round(index[0])};
    }

    private static boolean isNear(int wanted, int seen) {
        return Stream.of(16, 8, 0).allMatch(shift -> Math.abs((wanted >> shift & 255) - (seen >> shift & 255)) <= NEAR);
    }

    private static int grey(MadeScan scan, int at) {
        int level = Math.round(scan.image().channel(0)[at] * 255 / MadeScan.WHITE);
        return level << 16 | level << 8 | level;
    }

    private static int labelled(MadeScan scan, int at, int label) {
        return label == 0 ? grey(scan, at) : blended(grey(scan, at), CLASS_COLOURS[label], STRENGTH);
    }

    private static int blended(int under, int over, double strength) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            mixed |= (int) Math.round((over >> shift & 255) * strength + (under >> shift & 255) * (1 - strength))
                    << shift;
        }
        return mixed;
    }
}
