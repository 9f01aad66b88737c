package org.e2enet.history;

import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Dice of the classes of one case that are defined, by ascending label. Immutable. */
public final class ClassDice {
    private final int[] labels;
    private final double[] dice;

    private ClassDice(int[] labels, double[] dice) {
        this.labels = labels;
        this.dice = dice;
    }

    public static ClassDice of(SortedMap<Integer, Double> byLabel) {
        return new ClassDice(
                byLabel.keySet().stream().mapToInt(Integer::intValue).toArray(),
                byLabel.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Reads {@link #text}. */
    static ClassDice parse(String text) {
        String[] parts = text.isEmpty() ? new String[0] : text.split(",");
        int[] labels = new int[parts.length];
        double[] dice = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            int colon = parts[i].indexOf(':');
            labels[i] = Integer.parseInt(parts[i], 0, colon, 10);
            dice[i] = Double.parseDouble(parts[i].substring(colon + 1));
        }
        return new ClassDice(labels, dice);
    }

    /** {@code label:dice} with commas between. */
    static String text(SortedMap<Integer, Double> byLabel) {
        return byLabel.entrySet().stream().map(ClassDice::text).collect(Collectors.joining(","));
    }

    private static String text(Map.Entry<Integer, Double> one) {
        return one.getKey() + ":" + one.getValue();
    }

    /** One class of two cases. */
    @FunctionalInterface
    public interface Paired {
        void take(int label, double first, double second);
    }

    /** Hands on each class that is defined in both. */
    public void pair(ClassDice second, Paired sink) {
        int other = 0;
        for (int i = 0; i < labels.length; i++) {
            while (other < second.labels.length && second.labels[other] < labels[i]) {
                other++;
            }
            if (other < second.labels.length && second.labels[other] == labels[i]) {
                sink.take(labels[i], dice[i], second.dice[other]);
            }
        }
    }
}
