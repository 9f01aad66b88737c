package org.e2enet.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.e2enet.testkit.browser.Chromium;
import org.e2enet.testkit.browser.Visit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are text: markup in every name that somebody can choose is shown as it is written, and does nothing. */
@Tag("peers")
@ExtendWith(Chromium.class)
class NamesIT {
    private static final String MARKUP = "<script>window.ran=1</script><img src=x onerror=\"window.ran=1\"><b>";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> CHOSEN = Set.of(
            "dataset",
            "name",
            "alias",
            "modelId",
            "reason",
            "by",
            "what",
            "mend",
            "where",
            "promoteTo",
            "first",
            "second",
            "limits",
            "engine",
            "group",
            "stage");

    @ParameterizedTest
    @ValueSource(
            strings = {"scans", "scans/" + Samples.SCAN, "models", "training", "training/demo-1", "scores", "operations"
            })
    void markupInNamesIsText(String fragment, Browser browser) {
        try (StubOrigin stub = StubOrigin.recorded()) {
            stub.rewriting(NamesIT::marked);
            try (Visit visit = Visit.of(browser, stub.address(), fragment)) {
                assertThat(visit.page().locator("main")).containsText("<script>window.ran=1</script>");
                assertEquals(true, visit.page().evaluate("() => window.ran === undefined"));
                assertThat(visit.page().locator("img[src=x], main script, main b:has(> *)"))
                        .hasCount(0);
                assertThat(visit.page().locator("script")).hasCount(2);
                assertEquals(List.of(), visit.complaints());
                assertEquals(List.of(), visit.strangers());
            }
        }
    }

    private static String marked(String json) {
        try {
            return JSON.writeValueAsString(marked(JSON.readTree(json), false));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static JsonNode marked(JsonNode node, boolean chosen) {
        switch (node) {
            case ObjectNode object ->
                object.properties()
                        .forEach(each -> each.setValue(marked(each.getValue(), CHOSEN.contains(each.getKey()))));
            case ArrayNode array -> {
                for (int n = 0; n < array.size(); n++) {
                    array.set(n, marked(array.get(n), chosen));
                }
            }
            case TextNode text
            when chosen -> {
                return TextNode.valueOf(MARKUP + text.asText());
            }
            default -> {
                // A number or an id.
            }
        }
        return node;
    }
}
