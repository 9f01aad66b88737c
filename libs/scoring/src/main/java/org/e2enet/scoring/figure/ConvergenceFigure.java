package org.e2enet.scoring.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.e2enet.faults.Fault;
import org.e2enet.scoring.figure.Figure.Anchor;
import org.e2enet.scoring.figure.Figure.Mark;
import org.e2enet.scoring.figure.Figure.Stroke;
import org.e2enet.scoring.figure.Figure.Word;

/** Dice of training folds against epochs, each one's topology updates as ticks below the axis (Figs. 11 and 12). */
public final class ConvergenceFigure {
    private static final String[] COLOURS = {
        "#1b6ca8", "#c8553d", "#3d8b37", "#8e5ea2", "#b8860b", "#4f4f4f", "#d1478c", "#2a9d8f", "#7f5539"
    };
    private static final String INK = "#222222";
    private static final String FAINT = "#dddddd";
    private static final int WIDTH = 860;
    private static final int LEFT = 60;
    private static final int RIGHT = 620;
    private static final int TOP = 40;
    private static final int BOTTOM = 400;
    private static final int LINE = 18;
    private static final int TICK = 8;
    private static final int STEPS = 5;

    private ConvergenceFigure() {}

    /**
     * A point of a curve.
     *
     * @param epoch from 1
     * @param dice 0 … 1
     */
    public record Point(double epoch, double dice) {}

    /**
     * A fold.
     *
     * @param points in the order of epochs; those that were measured
     * @param updates epochs after which the topology was updated
     */
    public record Curve(String name, List<Point> points, List<Double> updates) {
        public Curve {
            points = List.copyOf(points);
            updates = List.copyOf(updates);
        }
    }

    /** @throws org.e2enet.faults.FaultException SCO-132 where no curve has a point */
    public static Figure of(String title, List<Curve> curves) {
        double epochs = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::epoch)
                .max()
                .orElseThrow(() -> new Fault(
                                "SCO-132",
                                "no fold has measured a Dice yet",
                                "training history",
                                "Wait for the first epoch, or choose a run that has one.")
                        .exception());
        List<Mark> marks = new ArrayList<>();
        axes(title, marks);
        double lastWord = 0;
        for (int n = 0; n < curves.size(); n++) {
            Curve curve = curves.get(n);
            String colour = COLOURS[n % COLOURS.length];
            List<Point> points = curve.points();
            for (int i = 1; i < points.size(); i++) {
                marks.add(new Stroke(
                        x(points.get(i - 1).epoch(), epochs),
                        y(points.get(i - 1).dice()),
                        x(points.get(i).epoch(), epochs),
                        y(points.get(i).dice()),
                        2,
                        colour));
            }
            double below = BOTTOM + 4 + TICK * n;
            curve.updates().stream()
                    .filter(update -> update <= epochs)
                    .forEach(update -> marks.add(
                            new Stroke(x(update, epochs), below, x(update, epochs), below + TICK - 2, 1, colour)));
            if (!points.isEmpty()) {
                double word = Math.max(y(points.getLast().dice()) + 4, lastWord + LINE);
                lastWord = word;
                String text = String.format(
                        Locale.ROOT, "%s: %.3f", curve.name(), points.getLast().dice());
                marks.add(new Word(RIGHT + 12, word, text, Anchor.START, colour));
            }
        }
        int words = BOTTOM + TICK * curves.size() + 24;
        for (int i = 0; i <= STEPS; i++) {
            double epoch = epochs * i / STEPS;
            marks.add(new Word(x(epoch, epochs), words, String.format(Locale.ROOT, "%.0f", epoch), Anchor.MIDDLE, INK));
        }
        marks.add(new Word((LEFT + RIGHT) / 2.0, words + 22, "epoch (ticks: topology updates)", Anchor.MIDDLE, INK));
        return new Figure(title, WIDTH, Math.max(words + 40, (int) lastWord + LINE), marks);
    }

    private static void axes(String title, List<Mark> marks) {
        marks.add(new Word(LEFT, TOP - 18, title, Anchor.START, INK));
        for (int i = 0; i <= STEPS; i++) {
            double level = i / (double) STEPS;
            marks.add(new Stroke(LEFT, y(level), RIGHT, y(level), 1, FAINT));
            marks.add(new Word(LEFT - 8, y(level) + 4, String.format(Locale.ROOT, "%.1f", level), Anchor.END, INK));
        }
        marks.add(new Stroke(LEFT, BOTTOM, RIGHT, BOTTOM, 1, INK));
    }

    private static double x(double epoch, double epochs) {
        return LEFT + (RIGHT - LEFT) * epoch / epochs;
    }

    private static double y(double dice) {
        return BOTTOM - (BOTTOM - TOP) * dice;
    }
}
