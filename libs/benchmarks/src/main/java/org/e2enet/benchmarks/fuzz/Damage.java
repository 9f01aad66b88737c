package org.e2enet.benchmarks.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Ways to damage a file, most of it where structure is: at its start. */
final class Damage {
    private static final int STRUCTURE_BYTES = 600;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final String[] NUMBERS = {
        "0",
        "-1",
        "1",
        "2",
        "3",
        "65535",
        "2147483647",
        "2147483648",
        "9223372036854775807",
        "1e308",
        "1e-320",
        "NaN",
        "1e999",
        ""
    };
    private static final int[] INTEGERS = {0, -1, 1, 0x7f, 0x80, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000};

    private final Random random;

    Damage(Random random) {
        this.random = random;
    }

    /** A damaged copy. @param text whether the file begins with words and numbers */
    byte[] of(byte[] file, boolean text) {
        byte[] damaged = file.clone();
        for (int times = random.nextInt(1, 6); times > 0 && damaged.length > 8; times--) {
            damaged = once(damaged, text);
        }
        return damaged;
    }

    private byte[] once(byte[] file, boolean text) {
        return switch (random.nextInt(text ? 8 : 6)) {
            case 0 -> Arrays.copyOf(file, random.nextInt(file.length)); // cut short
            case 1 -> repeated(file);
            case 2 -> integer(file);
            case 3, 4, 5 -> flipped(file);
            default -> number(file);
        };
    }

    private int place(byte[] file) {
        return random.nextInt(random.nextInt(3) == 0 ? file.length : Math.min(file.length, STRUCTURE_BYTES));
    }

    private byte[] flipped(byte[] file) {
        file[place(file)] = random.nextInt(4) == 0 ? (byte) 0xff : (byte) random.nextInt();
        return file;
    }

    private byte[] integer(byte[] file) {
        int value = INTEGERS[random.nextInt(INTEGERS.length)];
        int at = Math.min(place(file), file.length - 4);
        for (int n = 0; n < 4; n++) {
            file[at + n] = (byte) (value >> 8 * n);
        }
        return file;
    }

    /** A stretch of the file once more, or left out. */
    private byte[] repeated(byte[] file) {
        int from = place(file);
        int length = random.nextInt(1, 1 + Math.min(64, file.length - from));
        boolean out = random.nextBoolean();
        byte[] changed = new byte[out ? file.length - length : file.length + length];
        int to = out ? from : from + length;
        System.arraycopy(file, 0, changed, 0, Math.min(to, changed.length));
        if (changed.length > to) {
            System.arraycopy(file, out ? from + length : from, changed, to, changed.length - to);
        }
        return changed;
    }

    /** Another number in the words of a header. */
    private byte[] number(byte[] file) {
        int end = Math.min(file.length, STRUCTURE_BYTES);
        String words = new String(file, 0, end, StandardCharsets.ISO_8859_1);
        MatchResult[] numbers = NUMBER.matcher(words).results().toArray(MatchResult[]::new);
        if (numbers.length == 0) {
            return file;
        }
        MatchResult one = numbers[random.nextInt(numbers.length)];
        String changed =
                words.substring(0, one.start()) + NUMBERS[random.nextInt(NUMBERS.length)] + words.substring(one.end());
        byte[] start = changed.getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + file.length - end);
        System.arraycopy(file, end, whole, start.length, file.length - end);
        return whole;
    }
}
