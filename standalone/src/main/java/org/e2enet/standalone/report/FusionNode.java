package org.e2enet.standalone.report;

/**
 * Active connections of one fusion node by the direction they come from, as counts.
 *
 * @param stage j of x^{j,i}, from 1
 * @param level i of x^{j,i}, from 1
 */
public record FusionNode(int stage, int level, long forward, long upward, long downward) {
    long total() {
        return forward + upward + downward;
    }

    String label() {
        return stage + "," + level;
    }
}
