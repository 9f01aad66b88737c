package org.e2enet.standalone.report;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Variant;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.e2enet.standalone.report.DemoReport.ClassFigures;
import org.e2enet.standalone.report.DemoReport.Provenance;

/** {@code report.html}: one file without any other, for a double click. The words of the template, figures as they are shown. */
public record Page(
        String meanDice,
        String title,
        String lead,
        List<Card> cards,
        List<Row> rows,
        String scoreNote,
        String meaning,
        List<Term> provenance,
        Picture slices,
        Picture history,
        Picture directions) {
    private static final double MILLION = 1e6;
    private static final double GIGA = 1e9;
    /** Below this mean Dice nobody should say that a network found anything. */
    private static final double LEARNT = 0.6;

    private static final String HTML = "text/html";

    /** A figure in large type. @param kind of the style sheet, or empty */
    public record Card(String kind, String figure, String words) {}

    /** Scores of a class. @param percent width of its bar */
    public record Row(
            String colour,
            String name,
            String percent,
            String dice,
            String nsd,
            String hd95,
            String voxelsTruth,
            String voxelsPrediction) {}

    /** A name and what it stands for. */
    public record Term(String name, String value) {}

    /** A picture for light and for dark screens, as data of the page itself. */
    public record Picture(String light, String dark) {
        private static Picture of(Pictures.Pair pair) {
            return new Picture(Png.dataUri(pair.light()), Png.dataUri(pair.dark()));
        }
    }

    static String of(DemoReport report, Pictures pictures) {
        int regions = report.classes().size();
        Page page = new Page(
                "%.3f".formatted(report.meanDice()),
                report.meanDice() < LEARNT
                        ? "A short run: %d brain regions, hardly learnt yet".formatted(regions)
                        : "%d brain regions, found by a sparse network".formatted(regions),
                "Trained from nothing in %.0f seconds on the left half of a brain, then asked for the right half, which it had never seen."
                        .formatted(report.seconds().training()),
                cards(report),
                report.classes().stream().map(Page::row).toList(),
                scoreNote(report),
                "The pipeline works end to end on real anatomy: upload, normalisation, sparse training, hot swap, sliding-window prediction, "
                        + "scoring. Both halves belong to one person and lie in one template space; copying the left labels to the right side "
                        + "unchanged would already give a mean Dice of 0.836. So this page says nothing about other people or scanners.",
                terms(report.provenance()),
                Picture.of(pictures.slices()),
                Picture.of(pictures.history()),
                Picture.of(pictures.directions()));
        return Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(HTML)))
                .build()
                .parse(template(), Variant.forContentType(HTML))
                .render(page);
    }

    private static List<Card> cards(DemoReport report) {
        DemoReport.ModelFigures model = report.model();
        return List.of(
                new Card("main", "%.3f".formatted(report.meanDice()), "mean Dice, held-out half"),
                new Card(
                        "",
                        "%.3f M".formatted(model.paramsActive() / MILLION),
                        "active parameters of %.3f M".formatted(model.paramsTotal() / MILLION)),
                new Card("", "%.2f G".formatted(model.flopsPaper() / GIGA), "FLOPs per patch (paper's count)"),
                new Card("", "%.0f %%".formatted(100 * model.sparsity()), "of fusion connections left out"),
                new Card("", String.valueOf(report.topologyUpdates()), "topology updates"),
                new Card(
                        "",
                        "%.0f s".formatted(report.seconds().total()),
                        "all in all, %.1f s of it inference"
                                .formatted(report.seconds().inference())));
    }

    private static Row row(ClassFigures figures) {
        Color colour = Theme.ofClass(figures.label());
        return new Row(
                "#%06x".formatted(colour.getRGB() & 0xffffff),
                figures.name(),
                "%.1f".formatted(100 * Objects.requireNonNullElse(figures.dice(), 0.0)),
                figure(figures.dice(), 3),
                figure(figures.nsd(), 3),
                figure(figures.hd95Mm(), 1),
                "%,d".formatted(figures.voxelsTruth()),
                "%,d".formatted(figures.voxelsPrediction()));
    }

    private static String figure(Double value, int digits) {
        return value == null || !Double.isFinite(value) ? "–" : ("%." + digits + "f").formatted(value);
    }

    private static String scoreNote(DemoReport report) {
        return report.classes().stream()
                .map(ClassFigures::toleranceMm)
                .filter(Objects::nonNull)
                .findFirst()
                .map(tolerance ->
                        "Dice: overlap of volumes. NSD: share of the surface within %.1f mm. HD95: distance that 95 %% of the surface stays under."
                                .formatted(tolerance))
                .orElse("Dice: overlap of volumes.");
    }

    private static List<Term> terms(Provenance provenance) {
        return List.of(
                new Term("training scan", provenance.trainingScan()),
                new Term("held-out scan", provenance.heldOutScan()),
                new Term("model", provenance.modelId()),
                new Term(
                        "trained on engine",
                        "%s: %s"
                                .formatted(
                                        provenance.trainingEngine().engine(),
                                        provenance.trainingEngine().reason())),
                new Term("segmented on engine", provenance.engine()),
                new Term("optimiser steps", "%,d".formatted(provenance.iterations())),
                new Term("seed", String.valueOf(provenance.seed())));
    }

    private static String template() {
        try (InputStream in = Page.class.getResourceAsStream("report.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
