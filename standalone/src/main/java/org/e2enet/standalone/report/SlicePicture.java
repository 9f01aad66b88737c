package org.e2enet.standalone.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import org.e2enet.standalone.report.SegmentedScan.Plane;

/** Slices in three planes; the truth as a broad white outline, the prediction as a fine one in its class's colour on it. */
final class SlicePicture {
    private static final int WIDTH = 1500;
    private static final int MARGIN = 28;
    private static final int GAP = 12;
    private static final int LEGEND_ROW = 38;
    private static final int LEGEND_COLUMNS = 4;
    private static final double SCALE = 1.5;
    private static final int SAGITTAL_SLICES = 3;
    private static final int NARROW_SLICES = 4;
    private static final Color TRUTH = Color.WHITE;

    private final SegmentedScan scan;
    private final List<String> classNames;
    private final Theme theme;
    private final float black;
    private final float white;

    private SlicePicture(SegmentedScan scan, List<String> classNames, Theme theme) {
        this.scan = scan;
        this.classNames = classNames;
        this.theme = theme;
        float[] sorted = scan.intensities().clone();
        java.util.Arrays.sort(sorted);
        this.black = sorted[(int) (0.02 * (sorted.length - 1))];
        this.white = sorted[(int) (0.995 * (sorted.length - 1))];
    }

    /** @param classNames names of labels 1, 2, ... as the legend shows them */
    static BufferedImage draw(SegmentedScan scan, List<String> classNames, Theme theme) {
        return new SlicePicture(scan, classNames, theme).draw();
    }

    private BufferedImage draw() {
        double wideZoom =
                (WIDTH - 2 * MARGIN - (SAGITTAL_SLICES - 1) * GAP) / (scan.widthMm(Plane.SAGITTAL) * SAGITTAL_SLICES);
        int wideHeight = (int) Math.ceil(scan.heightMm(Plane.SAGITTAL) * wideZoom);
        // Both planes of the second row are drawn equally high.
        double aspects = aspect(Plane.CORONAL) + aspect(Plane.AXIAL);
        double narrowHeight = (WIDTH - 2 * MARGIN - (2 * NARROW_SLICES - 1) * GAP) / (NARROW_SLICES * aspects);
        int legendRows = Math.ceilDiv(classNames.size() + 2, LEGEND_COLUMNS);
        int top = MARGIN + wideHeight + GAP;
        int legendTop = top + (int) Math.ceil(narrowHeight) + 2 * GAP;
        int height = legendTop + legendRows * LEGEND_ROW + MARGIN / 2;

        BufferedImage image =
                new BufferedImage((int) (WIDTH * SCALE), (int) (height * SCALE), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setColor(theme.paper());
        graphics.fillRect(0, 0, WIDTH, height);
        row(graphics, Plane.SAGITTAL, SAGITTAL_SLICES, MARGIN, MARGIN, wideZoom);
        double right =
                row(graphics, Plane.CORONAL, NARROW_SLICES, MARGIN, top, narrowHeight / scan.heightMm(Plane.CORONAL));
        row(graphics, Plane.AXIAL, NARROW_SLICES, right, top, narrowHeight / scan.heightMm(Plane.AXIAL));
        legend(graphics, legendTop);
        graphics.dispose();
        return image;
    }

    private double aspect(Plane plane) {
        return scan.widthMm(plane) / scan.heightMm(plane);
    }

    private double row(Graphics2D graphics, Plane plane, int slices, double left, double top, double zoom) {
        double x = left;
        for (int slice : scan.labelledSlices(plane, slices)) {
            panel(graphics, plane, slice, x, top, zoom);
            x += scan.widthMm(plane) * zoom + GAP;
        }
        return x;
    }

    private void panel(Graphics2D graphics, Plane plane, int slice, double left, double top, double zoom) {
        AffineTransform toPanel = AffineTransform.getTranslateInstance(left, top);
        toPanel.scale(scan.widthMm(plane) * zoom / scan.columns(plane), scan.heightMm(plane) * zoom / scan.rows(plane));
        graphics.drawImage(grey(scan.intensities(plane, slice)), toPanel, null);
        int[][] truth = scan.truth(plane, slice);
        int[][] prediction = scan.prediction(plane, slice);
        graphics.setStroke(new BasicStroke(3.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int label = 1; label <= classNames.size(); label++) {
            stroke(graphics, Outline.of(truth, label), toPanel, TRUTH);
        }
        graphics.setStroke(new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int label = 1; label <= classNames.size(); label++) {
            stroke(graphics, Outline.of(prediction, label), toPanel, Theme.ofClass(label));
        }
    }

    private static void stroke(Graphics2D graphics, Shape outline, AffineTransform toPanel, Color colour) {
        graphics.setColor(colour);
        graphics.draw(toPanel.createTransformedShape(outline));
    }

    private BufferedImage grey(float[][] values) {
        BufferedImage image = new BufferedImage(values[0].length, values.length, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[0].length; column++) {
                float share = Math.clamp((values[row][column] - black) / Math.max(white - black, 1e-6f), 0f, 1f);
                // Darker than the scan: outlines must stand out.
                int level = Math.round(220 * share);
                image.setRGB(column, row, level << 16 | level << 8 | level);
            }
        }
        return image;
    }

    private void legend(Graphics2D graphics, int top) {
        int columnWidth = (WIDTH - 2 * MARGIN) / LEGEND_COLUMNS;
        graphics.setFont(Theme.plain(22));
        for (int entry = 0; entry < classNames.size() + 2; entry++) {
            int x = MARGIN + entry % LEGEND_COLUMNS * columnWidth;
            int y = top + entry / LEGEND_COLUMNS * LEGEND_ROW + LEGEND_ROW / 2;
            if (entry == 0) {
                graphics.setColor(Color.BLACK);
                graphics.fillRoundRect(x, y - 8, 24, 16, 5, 5);
                graphics.setColor(TRUTH);
                graphics.setStroke(new BasicStroke(4));
                graphics.drawLine(x, y, x + 24, y);
                text(graphics, x, y, "truth");
            } else if (entry == 1) {
                text(graphics, x - 32, y, "prediction by class:");
            } else {
                graphics.setColor(Theme.ofClass(entry - 1));
                graphics.setStroke(new BasicStroke(4));
                graphics.drawLine(x, y, x + 24, y);
                text(graphics, x, y, classNames.get(entry - 2));
            }
        }
    }

    private void text(Graphics2D graphics, int x, int y, String words) {
        graphics.setColor(theme.ink());
        graphics.drawString(words, x + 32, y + 8);
    }
}
