package org.e2enet.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * What a program that trains holds after a step.
 *
 * @param held things beside the bytes, such as threads or arrays
 */
public record Look(int step, long usedBytes, int held) {
    /** Lines of three numbers each: step, bytes in use, things held. */
    public static List<Look> read(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(" "))
                .map(word -> new Look(Integer.parseInt(word[0]), Long.parseLong(word[1]), Integer.parseInt(word[2])))
                .toList();
    }

    /** The median slope of all pairs of looks (Theil and Sen): what comes and goes now and then does not move it. */
    public static double lostBytesPerStep(List<Look> looks) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            for (int j = i + 1; j < looks.size(); j++) {
                long grown = looks.get(j).usedBytes() - looks.get(i).usedBytes();
                slopes.add((double) grown / (looks.get(j).step() - looks.get(i).step()));
            }
        }
        return slopes.stream().sorted().skip(slopes.size() / 2).findFirst().orElseThrow();
    }
}
