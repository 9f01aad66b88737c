package org.e2enet.imaging.components;

/** Which neighbours hang together. */
public enum Connectivity {
    /** 6 neighbours that share a face. */
    FACES,
    /** 18 neighbours that share a face or an edge. */
    EDGES,
    /** 26 neighbours that share a face, an edge or a corner. */
    CORNERS;

    /** How far runs of two rows may lie apart along the width axis and still touch; negative: the rows never touch. */
    int reach(int depthDistance, int heightDistance) {
        int apart = Math.abs(depthDistance) + Math.abs(heightDistance);
        return switch (this) {
            case FACES -> apart == 1 ? 0 : -1;
            case EDGES -> apart == 1 ? 1 : 0;
            case CORNERS -> 1;
        };
    }
}
