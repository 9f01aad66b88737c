package org.e2enet.imaging.formats;

import java.util.LinkedHashMap;
import java.util.Map;

/** Named fields of a text header, read as what they should be; {@code IMG-130} where they are not. */
final class Fields {
    private final Map<String, String> texts = new LinkedHashMap<>();

    void put(String name, String text) {
        texts.putIfAbsent(name, text);
    }

    boolean has(String name) {
        return texts.containsKey(name);
    }

    /** The first of several names for one field, or null. */
    String text(String... names) {
        for (String name : names) {
            if (texts.containsKey(name)) {
                return texts.get(name);
            }
        }
        return null;
    }

    String require(String... names) {
        String text = text(names);
        if (text == null || text.isEmpty()) {
            throw FormatFaults.field(names[0], "a value");
        }
        return text;
    }

    /** Numbers parted by spaces. */
    static double[] numbers(String name, String text, int count) {
        String[] parts = text.strip().split("[\\s,]+");
        if (parts.length != count) {
            throw FormatFaults.field(name, count + " numbers");
        }
        double[] numbers = new double[count];
        for (int n = 0; n < count; n++) {
            try {
                numbers[n] = Double.parseDouble(parts[n]);
            } catch (NumberFormatException e) {
                throw FormatFaults.field(name, "numbers");
            }
            if (!Double.isFinite(numbers[n])) {
                throw FormatFaults.field(name, "finite numbers");
            }
        }
        return numbers;
    }

    static int[] sizes(String name, String text, int count) {
        double[] numbers = numbers(name, text, count);
        int[] sizes = new int[count];
        for (int n = 0; n < count; n++) {
            if (numbers[n] != Math.rint(numbers[n]) || numbers[n] < 1 || numbers[n] > Integer.MAX_VALUE) {
                throw FormatFaults.field(name, "whole numbers above 0");
            }
            sizes[n] = (int) numbers[n];
        }
        return sizes;
    }

    static int integer(String name, String text, int least, int most) {
        double number = numbers(name, text, 1)[0];
        if (number != Math.rint(number) || number < least || number > most) {
            throw FormatFaults.field(name, "a whole number from " + least + " to " + most);
        }
        return (int) number;
    }
}
