package org.e2enet.scoring.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.e2enet.scoring.figure.Figure.Anchor;
import org.e2enet.scoring.figure.Figure.Mark;
import org.e2enet.scoring.figure.Figure.Stroke;
import org.e2enet.scoring.figure.Figure.Word;
import org.e2enet.scoring.statistics.Friedman;

/** Average ranks on an axis, 1 best at the left; thick bars join models that are not told apart (Fig. 7; Demšar 2006). */
public final class CriticalDifferenceFigure {
    private static final String INK = "#222222";
    private static final int WIDTH = 880;
    private static final int LEFT = 200;
    private static final int RIGHT = 620;
    private static final int AXIS = 70;
    private static final int BAR = 10;
    private static final int LINE = 24;
    private static final int NAME = 14;

    private CriticalDifferenceFigure() {}

    public static Figure of(String title, Friedman ranks) {
        int models = ranks.models().size();
        List<Integer> order = IntStream.range(0, models)
                .boxed()
                .sorted(Comparator.comparing(ranks.averageRanks()::get))
                .toList();
        List<Mark> marks = new ArrayList<>();
        marks.add(new Word(LEFT, 20, title, Anchor.START, INK));
        axis(models, marks);
        double barsEnd = AXIS + BAR * (ranks.groups().size() + 1.0);
        for (int i = 0; i < ranks.groups().size(); i++) {
            List<String> group = ranks.groups().get(i);
            double y = AXIS + BAR * (i + 1.0);
            marks.add(new Stroke(
                    x(rank(ranks, group.getFirst()), models) - 4,
                    y,
                    x(rank(ranks, group.getLast()), models) + 4,
                    y,
                    4,
                    INK));
        }
        int left = (models + 1) / 2;
        for (int i = 0; i < models; i++) {
            boolean toTheLeft = i < left;
            double y = barsEnd + LINE * ((toTheLeft ? i : models - 1 - i) + 1.0);
            double x = x(ranks.averageRanks().get(order.get(i)), models);
            double end = toTheLeft ? LEFT - NAME : RIGHT + NAME;
            marks.add(new Stroke(x, AXIS, x, y, 1, INK));
            marks.add(new Stroke(x, y, end, y, 1, INK));
            marks.add(new Word(
                    toTheLeft ? end - 4 : end + 4,
                    y + 4,
                    String.format(
                            Locale.ROOT,
                            "%s  %.2f",
                            ranks.models().get(order.get(i)),
                            ranks.averageRanks().get(order.get(i))),
                    toTheLeft ? Anchor.END : Anchor.START,
                    INK));
        }
        criticalDifference(ranks, models, marks);
        return new Figure(title, WIDTH, (int) (barsEnd + LINE * (left + 1.5)), marks);
    }

    private static void axis(int models, List<Mark> marks) {
        marks.add(new Stroke(LEFT, AXIS, RIGHT, AXIS, 1.5, INK));
        for (int rank = 1; rank <= models; rank++) {
            marks.add(new Stroke(x(rank, models), AXIS - 6, x(rank, models), AXIS, 1, INK));
            marks.add(new Word(x(rank, models), AXIS - 10, String.valueOf(rank), Anchor.MIDDLE, INK));
        }
    }

    private static void criticalDifference(Friedman ranks, int models, List<Mark> marks) {
        double end = Math.min(RIGHT, x(1 + ranks.criticalDifference(), models));
        marks.add(new Stroke(LEFT, 36, end, 36, 2, INK));
        marks.add(new Word(
                end + 8,
                40,
                String.format(Locale.ROOT, "CD %.2f, %d cases", ranks.criticalDifference(), ranks.cases()),
                Anchor.START,
                INK));
    }

    private static double rank(Friedman ranks, String model) {
        return ranks.averageRanks().get(ranks.models().indexOf(model));
    }

    private static double x(double rank, int models) {
        return LEFT + (RIGHT - LEFT) * (rank - 1) / Math.max(1, models - 1);
    }
}
