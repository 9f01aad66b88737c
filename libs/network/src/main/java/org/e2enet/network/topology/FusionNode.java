package org.e2enet.network.topology;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.e2enet.contract.DirectionShares;

/**
 * A fusion node's active connections by the direction they come from, as shares of all of them. Its convolutions carry the names
 * of the paper's code, {@code loc{z}.{j-1}...} for node x^{j,i} of L levels, with z = L - i - j.
 *
 * @param stage j of x^{j,i}, from 1
 * @param level i of x^{j,i}, from 1
 */
public record FusionNode(int stage, int level, double forward, double upward, double downward) {
    private static final Pattern NAME = Pattern.compile("loc(\\d+)\\.(\\d+)\\..*");

    /** Whether these are fusion nodes of the paper's network; other architectures fuse under other names. */
    public static boolean areNodes(List<DirectionShares> directions) {
        return !directions.isEmpty()
                && directions.stream()
                        .allMatch(shares -> NAME.matcher(shares.node()).matches());
    }

    /** All nodes of a network, stage by stage, finest level first. */
    public static List<FusionNode> of(List<DirectionShares> directions) {
        // x^{1,1} has the largest z, L - 2.
        int levels = 2
                + directions.stream()
                        .mapToInt(shares -> number(shares, 1))
                        .max()
                        .orElse(0);
        return directions.stream()
                .map(shares -> of(shares, levels))
                .sorted(Comparator.comparingInt(FusionNode::stage).thenComparingInt(FusionNode::level))
                .toList();
    }

    /** {@code 1,2} for x^{1,2}. */
    public String label() {
        return stage + "," + level;
    }

    private static FusionNode of(DirectionShares shares, int levels) {
        int stage = number(shares, 2) + 1;
        return new FusionNode(
                stage, levels - number(shares, 1) - stage, shares.forward(), shares.upward(), shares.downward());
    }

    private static int number(DirectionShares shares, int group) {
        Matcher name = NAME.matcher(shares.node());
        if (!name.matches()) {
            throw new IllegalStateException("not the name of a fusion convolution: " + shares.node());
        }
        return Integer.parseInt(name.group(group));
    }
}
