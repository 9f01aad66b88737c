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
import org.e2enet.scoring.tradeoff.Alphas;
import org.e2enet.scoring.tradeoff.Method;
import org.e2enet.scoring.tradeoff.TradeOff;

/** PT scores of a comparison set while accuracy weighs more and more (Fig. 8), relative to the best score at each weight. */
public final class SweepFigure {
    /** α1 as a multiple of α2. */
    private static final List<Double> RATIOS = List.of(0.5, 1.0, 2.0, 4.0, 6.0, 8.0, 10.0, 15.0, 20.0);

    /** The weights that scores are drawn at. */
    public static final List<Alphas> ALPHAS = RATIOS.stream()
            .map(ratio -> new Alphas(ratio * Alphas.PAPER_ALPHA2, Alphas.PAPER_ALPHA2))
            .toList();

    private static final String[] COLOURS = {
        "#1b6ca8", "#c8553d", "#3d8b37", "#8e5ea2", "#b8860b", "#4f4f4f", "#d1478c", "#2a9d8f", "#7f5539"
    };
    private static final String INK = "#222222";
    private static final String FAINT = "#dddddd";
    private static final int WIDTH = 760;
    private static final int LEFT = 60;
    private static final int RIGHT = 540;
    private static final int TOP = 40;
    private static final int BOTTOM = 420;
    private static final int LINE = 18;

    private SweepFigure() {}

    /** @throws org.e2enet.faults.FaultException SCO-111 for an empty set or repeated names */
    public static Figure of(String title, List<Method> methods) {
        List<TradeOff> sweep = TradeOff.sweep(methods, ALPHAS);
        List<Mark> marks = new ArrayList<>();
        double lowest = sweep.stream()
                .flatMap(each -> each.scores().stream().map(score -> score.pt() / best(each)))
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
        double floor = Math.floor(lowest * 10) / 10;
        axes(title, floor, marks);
        TradeOff last = sweep.getLast();
        List<Integer> order = IntStream.range(0, methods.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -last.scores().get(i).pt()))
                .toList();
        double lastWord = 0;
        for (int method : order) {
            String colour = COLOURS[method % COLOURS.length];
            for (int i = 1; i < sweep.size(); i++) {
                marks.add(new Stroke(
                        x(i - 1),
                        y(relative(sweep.get(i - 1), method), floor),
                        x(i),
                        y(relative(sweep.get(i), method), floor),
                        2,
                        colour));
            }
            double end = y(relative(last, method), floor);
            double word = Math.max(end + 4, lastWord + LINE);
            lastWord = word;
            marks.add(new Stroke(RIGHT, end, RIGHT + 14, word - 4, 1, colour));
            marks.add(new Word(RIGHT + 18, word, methods.get(method).name(), Anchor.START, colour));
        }
        return new Figure(title, WIDTH, Math.max(BOTTOM + 60, (int) lastWord + LINE), marks);
    }

    private static double best(TradeOff at) {
        return at.scores().stream().mapToDouble(TradeOff.Score::pt).max().orElseThrow();
    }

    private static double relative(TradeOff at, int method) {
        return at.scores().get(method).pt() / best(at);
    }

    private static void axes(String title, double floor, List<Mark> marks) {
        marks.add(new Word(LEFT, TOP - 18, title, Anchor.START, INK));
        for (double level = floor; level <= 1.0001; level += 0.1) {
            double y = y(level, floor);
            marks.add(new Stroke(LEFT, y, RIGHT, y, 1, FAINT));
            marks.add(new Word(LEFT - 8, y + 4, String.format(Locale.ROOT, "%.1f", level), Anchor.END, INK));
        }
        for (int i = 0; i < RATIOS.size(); i++) {
            double ratio = RATIOS.get(i);
            String text = ratio == Math.rint(ratio) ? String.valueOf((int) ratio) : String.valueOf(ratio);
            marks.add(new Stroke(x(i), BOTTOM, x(i), BOTTOM + 5, 1, INK));
            marks.add(new Word(x(i), BOTTOM + 20, text, Anchor.MIDDLE, INK));
        }
        marks.add(new Stroke(LEFT, BOTTOM, RIGHT, BOTTOM, 1, INK));
        marks.add(new Word(
                (LEFT + RIGHT) / 2.0, BOTTOM + 44, "α1 / α2 (PT as a share of the best one)", Anchor.MIDDLE, INK));
    }

    private static double x(int i) {
        return LEFT + (RIGHT - LEFT) * i / (RATIOS.size() - 1.0);
    }

    private static double y(double level, double floor) {
        return BOTTOM - (BOTTOM - TOP) * (level - floor) / (1 - floor);
    }
}
