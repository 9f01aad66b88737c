package org.e2enet.standalone.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.e2enet.standalone.report.DemoReport.ClassFigures;
import org.e2enet.standalone.report.DemoReport.Provenance;

/** {@code report.html}: one file without any other, for a double click. */
final class Page {
    private static final double MILLION = 1e6;
    private static final double GIGA = 1e9;
    /** Below this mean Dice nobody should say that a network found anything. */
    private static final double LEARNT = 0.6;

    private final DemoReport report;
    private final Map<String, String> fields = new HashMap<>();

    private Page(DemoReport report) {
        this.report = report;
    }

    static String of(DemoReport report, Pictures pictures) {
        Page page = new Page(report);
        page.words();
        page.fields.put(
                "slices", pictures.slices().html("Slices of the held-out scan with true and predicted outlines"));
        page.fields.put(
                "history", pictures.history().html("Training loss and Dice over epochs with topology updates marked"));
        page.fields.put(
                "directions",
                pictures.directions().html("Shares of forward, upward and downward connections per fusion node"));
        return page.fill();
    }

    private void words() {
        fields.put("meanDice", "%.3f".formatted(report.meanDice()));
        fields.put(
                "title",
                "%d brain regions, found by a sparse network"
                        .formatted(report.classes().size()));
        if (report.meanDice() < LEARNT) {
            fields.put(
                    "title",
                    "A short run: %d brain regions, hardly learnt yet"
                            .formatted(report.classes().size()));
        }
        fields.put(
                "lead",
                "Trained from nothing in %.0f seconds on the left half of a brain, then asked for the right half, which it had never seen."
                        .formatted(report.seconds().training()));
        fields.put("cards", cards());
        fields.put("rows", report.classes().stream().map(Page::row).collect(Collectors.joining("\n")));
        fields.put("scoreNote", scoreNote());
        fields.put(
                "meaning",
                "The pipeline works end to end on real anatomy: upload, normalisation, sparse training, hot swap, sliding-window prediction, "
                        + "scoring. Both halves belong to one person and lie in one template space; copying the left labels to the right side "
                        + "unchanged would already give a mean Dice of 0.836. So this page says nothing about other people or scanners.");
        fields.put("provenance", provenance(report.provenance()));
    }

    private String cards() {
        return card("main", "%.3f".formatted(report.meanDice()), "mean Dice, held-out half")
                + card(
                        "",
                        "%.3f M".formatted(report.model().paramsActive() / MILLION),
                        "active parameters of %.3f M".formatted(report.model().paramsTotal() / MILLION))
                + card("", "%.2f G".formatted(report.model().flopsPaper() / GIGA), "FLOPs per patch (paper's count)")
                + card("", "%.0f %%".formatted(100 * report.model().sparsity()), "of fusion connections left out")
                + card("", String.valueOf(report.topologyUpdates()), "topology updates")
                + card(
                        "",
                        "%.0f s".formatted(report.seconds().total()),
                        "all in all, %.1f s of it inference"
                                .formatted(report.seconds().inference()));
    }

    private static String card(String kind, String figure, String words) {
        return "<div class=\"card %s\"><b>%s</b><span>%s</span></div>".formatted(kind, figure, Html.escape(words));
    }

    private static String row(ClassFigures figures) {
        String colour = Html.hex(Theme.ofClass(figures.label()));
        double dice = figures.dice() == null ? 0 : figures.dice();
        return ("<tr><td><span class=\"swatch\" style=\"background:%s\"></span>%s</td>"
                        + "<td class=\"bar\"><div class=\"track\"><i style=\"width:%.1f%%;background:%s\"></i></div></td>"
                        + "<td>%s</td><td>%s</td><td>%s</td><td>%,d</td><td>%,d</td></tr>")
                .formatted(
                        colour,
                        Html.escape(figures.name()),
                        100 * dice,
                        colour,
                        figure(figures.dice(), 3),
                        figure(figures.nsd(), 3),
                        figure(figures.hd95Mm(), 1),
                        figures.voxelsTruth(),
                        figures.voxelsPrediction());
    }

    private static String figure(Double value, int digits) {
        return value == null || !Double.isFinite(value) ? "–" : ("%." + digits + "f").formatted(value);
    }

    private String scoreNote() {
        return report.classes().stream()
                .map(ClassFigures::toleranceMm)
                .filter(tolerance -> tolerance != null)
                .findFirst()
                .map(tolerance ->
                        "Dice: overlap of volumes. NSD: share of the surface within %.1f mm. HD95: distance that 95 %% of the surface stays under."
                                .formatted(tolerance))
                .orElse("Dice: overlap of volumes.");
    }

    private static String provenance(Provenance provenance) {
        return term("training scan", provenance.trainingScan())
                + term("held-out scan", provenance.heldOutScan())
                + term("model", provenance.modelId())
                + term("engine", provenance.engine())
                + term("optimiser steps", "%,d".formatted(provenance.iterations()))
                + term("seed", String.valueOf(provenance.seed()));
    }

    private static String term(String name, String value) {
        return "<dt>%s</dt><dd><code>%s</code></dd>".formatted(name, Html.escape(value));
    }

    private String fill() {
        String page = template();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            page = page.replace("{{" + field.getKey() + "}}", field.getValue());
        }
        return page;
    }

    private static String template() {
        try (InputStream in = Page.class.getResourceAsStream("report.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
