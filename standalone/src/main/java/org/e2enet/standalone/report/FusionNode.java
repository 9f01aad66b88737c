package org.e2enet.standalone.report;

/**
 * A fusion node's active connections by the direction they come from, as shares of all of them.
 *
 * @param stage j of x^{j,i}, from 1
 * @param level i of x^{j,i}, from 1
 */
public record FusionNode(int stage, int level, double forward, double upward, double downward) {
    String label() {
        return stage + "," + level;
    }
}
