package org.e2enet.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.e2enet.testkit.browser.Chromium;
import org.e2enet.testkit.browser.Visit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page, light and dark: nothing is refused by the policy, nothing asked of another origin, nothing that axe finds. */
@Tag("peers")
@ExtendWith(Chromium.class)
class PagesIT {
    private static final Path PICTURES = Path.of("target", "pages");
    private static final String AXE = """
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
               .then(found => found.violations.map(each => each.id + ': ' + each.nodes.map(node => node.html).join(' | ')))""";

    /** By page: what is there once it is drawn. */
    private static final Map<String, String> DRAWN = Map.of(
            "scans",
            "tr[data-scan] >> nth=6",
            "scans/" + Samples.SCAN,
            "tr[data-label='8'] >> text=103.0",
            "models",
            "article[data-alias=abdomen]",
            "training",
            "tr[data-run=demo-1]",
            "training/demo-1",
            "tr[data-node='4,1']",
            "scores",
            "text=Average ranks",
            "operations",
            "tr[data-letter] >> nth=1");

    private static StubOrigin stub;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(PICTURES);
        stub = StubOrigin.recorded();
    }

    @AfterAll
    static void stop() {
        stub.close();
    }

    static Stream<Arguments> pages() {
        return DRAWN.keySet().stream().sorted().flatMap(page -> Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                .map(colours -> Arguments.of(page, colours)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageIsWholeAndOpenToEverybody(String fragment, ColorScheme colours, Browser browser) throws IOException {
        try (Visit visit = Visit.of(browser, stub.address(), fragment, colours)) {
            Page page = visit.page();
            assertThat(page.locator(DRAWN.get(fragment))).isVisible();
            assertThat(page.locator("text=Reading")).hasCount(0);
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(PICTURES.resolve(fragment.replaceAll("/.*", "-one") + "-"
                            + colours.name().toLowerCase() + ".png")));
            assertEquals(List.of(), axe(page));
            assertEquals(List.of(), visit.complaints());
            assertEquals(List.of(), visit.strangers());
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> axe(Page page) throws IOException {
        try (var script = PagesIT.class.getResourceAsStream("/axe/axe.min.js")) {
            return (List<String>) page.evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8) + ";" + AXE);
        }
    }
}
