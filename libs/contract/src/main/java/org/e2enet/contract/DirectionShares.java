package org.e2enet.contract;

/**
 * A fusion node's active connections by the direction of their input, as shares of all its active ones (Fig. 6).
 *
 * @param node for example {@code x^{2,1}}: stage 2, level 1
 */
public record DirectionShares(String node, double forward, double upward, double downward) {
    public DirectionShares {
        Check.text(node, "node");
        Check.within(forward, 0, 1, "forward");
        Check.within(upward, 0, 1, "upward");
        Check.within(downward, 0, 1, "downward");
    }
}
