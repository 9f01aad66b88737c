package org.e2enet.standalone.training;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.e2enet.contract.DirectionShares;
import org.e2enet.standalone.report.FusionNode;

/**
 * Fusion nodes by stage and level. Their convolutions carry the names of the paper's code, {@code loc{z}.{j-1}...} for
 * node x^{j,i} of L levels, with z = L - i - j.
 */
final class FusionNodes {
    private static final Pattern NAME = Pattern.compile("loc(\\d+)\\.(\\d+)\\..*");

    private FusionNodes() {}

    /** Stage by stage, finest level first. */
    static List<FusionNode> of(List<DirectionShares> directions) {
        // x^{1,1} has the largest z, L - 2.
        int levels = 2
                + directions.stream()
                        .mapToInt(shares -> number(shares, 1))
                        .max()
                        .orElse(0);
        return directions.stream()
                .map(shares -> {
                    int stage = number(shares, 2) + 1;
                    return new FusionNode(
                            stage,
                            levels - number(shares, 1) - stage,
                            shares.forward(),
                            shares.upward(),
                            shares.downward());
                })
                .sorted(Comparator.comparingInt(FusionNode::stage).thenComparingInt(FusionNode::level))
                .toList();
    }

    private static int number(DirectionShares shares, int group) {
        Matcher name = NAME.matcher(shares.node());
        if (!name.matches()) {
            throw new IllegalStateException("not the name of a fusion convolution: " + shares.node());
        }
        return Integer.parseInt(name.group(group));
    }
}
