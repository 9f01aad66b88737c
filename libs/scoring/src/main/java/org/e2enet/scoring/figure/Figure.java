package org.e2enet.scoring.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * Strokes and words on a white sheet, in pixels from the upper left.
 *
 * @param title said to readers of the SVG who cannot see it
 */
public record Figure(String title, int width, int height, List<Mark> marks) {
    private static final int FONT_SIZE = 13;
    private static final int SCALE = 2;

    /** What is drawn. */
    public sealed interface Mark {}

    /** A straight stroke. */
    public record Stroke(double x1, double y1, double x2, double y2, double width, String colour) implements Mark {}

    /** A word. @param anchor where it stands at x: start, middle or end */
    public record Word(double x, double y, String text, Anchor anchor, String colour) implements Mark {}

    /** Which end of a word is at its x. */
    public enum Anchor {
        START,
        MIDDLE,
        END
    }

    public Figure {
        marks = List.copyOf(marks);
    }

    public String svg() {
        String body = marks.stream().map(Figure::element).collect(Collectors.joining("\n"));
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
                <title>%3$s</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <g font-family="DejaVu Sans, sans-serif" font-size="%4$d">
                %5$s
                </g>
                </svg>
                """, width, height, escaped(title), FONT_SIZE, body);
    }

    private static String element(Mark mark) {
        return switch (mark) {
            case Stroke line ->
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
                        line.x1(),
                        line.y1(),
                        line.x2(),
                        line.y2(),
                        line.colour(),
                        line.width());
            case Word word ->
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                        word.x(),
                        word.y(),
                        word.anchor().name().toLowerCase(Locale.ROOT),
                        word.colour(),
                        escaped(word.text()));
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Twice the size in pixels, for print. */
    public byte[] png() {
        BufferedImage image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.scale(SCALE, SCALE);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE));
        marks.forEach(mark -> draw(mark, pen));
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void draw(Mark mark, Graphics2D pen) {
        switch (mark) {
            case Stroke line -> {
                pen.setColor(Color.decode(line.colour()));
                pen.setStroke(new BasicStroke((float) line.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
                pen.draw(new Line2D.Double(line.x1(), line.y1(), line.x2(), line.y2()));
            }
            case Word word -> {
                pen.setColor(Color.decode(word.colour()));
                double length = pen.getFontMetrics().stringWidth(word.text());
                double left =
                        switch (word.anchor()) {
                            case START -> word.x();
                            case MIDDLE -> word.x() - length / 2;
                            case END -> word.x() - length;
                        };
                pen.drawString(word.text(), (float) left, (float) word.y());
            }
        }
    }
}
