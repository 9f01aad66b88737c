package org.e2enet.standalone.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.e2enet.network.topology.FusionNode;

/** Writes the demo's report: JSON for programs, a page and PNGs for people. */
public final class ReportFolder {
    /** The names this class writes. */
    public static final List<String> FILES =
            List.of("report.json", "report.html", "slices.png", "training.png", "connections.png");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportFolder() {}

    /** @param nodes fusion nodes in drawing order, at least one */
    public static void write(
            Path folder, DemoReport report, SegmentedScan scan, TrainingHistory history, List<FusionNode> nodes) {
        List<String> names =
                report.classes().stream().map(DemoReport.ClassFigures::name).toList();
        Pictures pictures = Pictures.draw(scan, names, history, nodes);
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, BufferedImage> picture : pictures.files().entrySet()) {
                Files.write(folder.resolve(picture.getKey()), Png.bytes(picture.getValue()));
            }
            Files.writeString(folder.resolve("report.html"), Page.of(report, pictures));
            Files.write(folder.resolve("report.json"), JSON.writeValueAsBytes(report));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
