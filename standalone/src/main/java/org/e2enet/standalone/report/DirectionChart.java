package org.e2enet.standalone.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.e2enet.network.topology.FusionNode;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Shares of forward, upward and downward connections of every fusion node as stacked bars (the paper's Fig. 6). */
final class DirectionChart {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 420;
    private static final int LEGEND_HEIGHT = 44;
    private static final double SCALE = 2;

    private DirectionChart() {}

    /** @param nodes in drawing order, at least one */
    static BufferedImage draw(List<FusionNode> nodes, Theme theme) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle("fusion node (stage, level)")
                .yAxisTitle("share of active connections, %")
                .build();
        ChartStyle.apply(chart.getStyler(), theme);
        chart.getStyler()
                .setStacked(true)
                .setAvailableSpaceFill(0.72)
                .setYAxisMin(0.0)
                .setYAxisMax(100.0);
        chart.getStyler().setYAxisDecimalPattern("0");
        List<String> labels = nodes.stream().map(FusionNode::label).toList();
        add(chart, "forward", labels, shares(nodes, FusionNode::forward), theme.forward());
        add(chart, "upward", labels, shares(nodes, FusionNode::upward), theme.upward());
        add(chart, "downward", labels, shares(nodes, FusionNode::downward), theme.downward());

        BufferedImage image = new BufferedImage(
                (int) (WIDTH * SCALE), (int) ((HEIGHT + LEGEND_HEIGHT) * SCALE), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(theme.paper());
        graphics.fillRect(0, 0, WIDTH, HEIGHT + LEGEND_HEIGHT);
        int x = 66;
        x = key(graphics, x, "forward: same level, stage before", theme.forward(), theme);
        x = key(graphics, x, "upward: from the coarser level", theme.upward(), theme);
        key(graphics, x, "downward: from the finer level", theme.downward(), theme);
        graphics.translate(0, LEGEND_HEIGHT);
        chart.paint(graphics, WIDTH, HEIGHT);
        graphics.dispose();
        return image;
    }

    private static List<Double> shares(List<FusionNode> nodes, ToDoubleFunction<FusionNode> part) {
        return nodes.stream().map(node -> 100 * part.applyAsDouble(node)).toList();
    }

    private static void add(CategoryChart chart, String name, List<String> labels, List<Double> values, Color colour) {
        chart.addSeries(name, labels, values).setFillColor(colour);
    }

    private static int key(Graphics2D graphics, int x, String text, Color colour, Theme theme) {
        graphics.setColor(colour);
        graphics.fillRoundRect(x, 19, 14, 14, 4, 4);
        graphics.setColor(theme.ink());
        graphics.setFont(Theme.plain(14));
        graphics.drawString(text, x + 22, 31);
        return x + 22 + graphics.getFontMetrics().stringWidth(text) + 34;
    }
}
