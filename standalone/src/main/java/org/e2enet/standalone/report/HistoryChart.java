package org.e2enet.standalone.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.e2enet.standalone.report.TrainingHistory.Epoch;
import org.e2enet.standalone.report.TrainingHistory.TopologyUpdate;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Loss above, Dice below, over the same epochs, topology updates as vertical lines through both (the paper's Fig. 11). */
final class HistoryChart {
    private static final int WIDTH = 1000;
    private static final int PANEL_HEIGHT = 280;
    private static final int LEGEND_HEIGHT = 44;
    /** Pixels per drawn unit: sharp on dense screens and in print. */
    private static final double SCALE = 2;

    private HistoryChart() {}

    static BufferedImage draw(TrainingHistory history, Theme theme) {
        int height = LEGEND_HEIGHT + 2 * PANEL_HEIGHT;
        BufferedImage image =
                new BufferedImage((int) (WIDTH * SCALE), (int) (height * SCALE), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(theme.paper());
        graphics.fillRect(0, 0, WIDTH, height);
        legend(graphics, history, theme);
        graphics.translate(0, LEGEND_HEIGHT);
        panel("training loss", "", history, Epoch::loss, theme.loss(), theme).paint(graphics, WIDTH, PANEL_HEIGHT);
        graphics.translate(0, PANEL_HEIGHT);
        XYChart dice = panel("Dice on training patches", "epoch", history, Epoch::dice, theme.dice(), theme);
        dice.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        dice.paint(graphics, WIDTH, PANEL_HEIGHT);
        graphics.dispose();
        return image;
    }

    private static void legend(Graphics2D graphics, TrainingHistory history, Theme theme) {
        int updates = history.updates().size();
        graphics.setFont(Theme.plain(14));
        graphics.setColor(theme.topologyUpdate());
        graphics.setStroke(updateStroke());
        graphics.drawLine(66, 26, 94, 26);
        graphics.setColor(theme.ink());
        graphics.drawString(
                updates == 0
                        ? "no topology update in this run"
                        : "topology update (%,d connections dropped and grown in all)"
                                .formatted(history.updates().stream()
                                        .mapToLong(TopologyUpdate::grown)
                                        .sum()),
                102,
                31);
    }

    private static XYChart panel(
            String title,
            String xTitle,
            TrainingHistory history,
            ToDoubleFunction<Epoch> value,
            Color colour,
            Theme theme) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(PANEL_HEIGHT)
                .yAxisTitle(title)
                .xAxisTitle(xTitle)
                .build();
        ChartStyle.apply(chart.getStyler(), theme);
        chart.getStyler()
                .setXAxisMin(0.0)
                .setXAxisMax(Math.max(1.0, history.epochs().size()));
        List<Epoch> shown = history.epochs().stream()
                .filter(epoch -> Double.isFinite(value.applyAsDouble(epoch)))
                .toList();
        if (!shown.isEmpty()) {
            XYSeries series = chart.addSeries(
                    title,
                    shown.stream().mapToDouble(Epoch::number).toArray(),
                    shown.stream().mapToDouble(value).toArray());
            series.setLineColor(colour).setLineWidth(2.4f);
            series.setMarkerColor(colour);
            series.setMarker(shown.size() > 60 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
        }
        chart.getStyler().setAnnotationLineColor(theme.topologyUpdate());
        chart.getStyler().setAnnotationLineStroke(updateStroke());
        for (TopologyUpdate update : history.updates()) {
            chart.addAnnotation(new AnnotationLine(update.epoch(), true, false));
        }
        return chart;
    }

    private static BasicStroke updateStroke() {
        return new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);
    }
}
