package org.e2enet.standalone.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.contract.TrainedBy;
import org.junit.jupiter.api.Test;

class ReportFolderTest {
    private final Path folder = Path.of("target", "pictures");

    @Test
    void shouldWriteJsonPageAndPictures() throws IOException {
        ReportFolder.write(folder, report(), Examples.ball(), Examples.history(), Examples.nodes());

        for (String name : ReportFolder.FILES) {
            assertTrue(Files.size(folder.resolve(name)) > 300, name);
        }
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertEquals(0.8125, json.at("/meanDice").asDouble());
        assertEquals("ball & <co>", json.at("/classes/0/name").asText());
        assertEquals(12345, json.at("/model/paramsActive").asLong());
        assertEquals(4, json.at("/topologyUpdates").asInt());
    }

    @Test
    void shouldNeedNothingOutsideThePage() throws IOException {
        ReportFolder.write(folder, report(), Examples.ball(), Examples.history(), Examples.nodes());

        String page = Files.readString(folder.resolve("report.html"));
        assertFalse(page.matches("(?s).*\\{[a-z#/].*"), "a placeholder was left");
        assertFalse(page.contains("http"), "the page reaches outside");
        assertTrue(page.contains("ball &amp; &lt;co&gt;"), "names must be escaped");
        assertEquals(7, page.split("data:image/png;base64,").length, "three pictures, light and dark");
        assertTrue(page.contains("<b>0.813</b><span>mean Dice, held-out half</span>"), page);
        assertTrue(page.contains("<td>–</td><td>–</td><td>–</td><td>0</td><td>0</td>"), "undefined scores");
        assertTrue(page.contains("<dt>model</dt><dd><code>model-c</code></dd>"));
    }

    private static DemoReport report() {
        return new DemoReport(
                0.8125,
                0.9,
                List.of(
                        new DemoReport.ClassFigures(1, "ball & <co>", 100, 120, 0.8125, 0.9, 3.0, 7.0, 4.5, true),
                        new DemoReport.ClassFigures(2, "absent", 0, 0, null, null, 3.0, null, null, false)),
                new DemoReport.ModelFigures(45678, 12345, 2.5e9, 2.1e9, 0.8),
                4,
                new DemoReport.Seconds(300, 280, 2.5),
                new DemoReport.Provenance(
                        "scan-a", "scan-b", "model-c", new TrainedBy("sparse", "by name"), "torch", 1, 500),
                List.of(),
                List.of(),
                ReportFolder.FILES);
    }
}
