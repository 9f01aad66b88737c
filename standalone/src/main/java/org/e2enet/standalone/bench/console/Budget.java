package org.e2enet.standalone.bench.console;

/**
 * What something took and what it may take.
 *
 * @param ratio taken over allowed: at most 1 is within
 */
record Budget(String measure, double taken, double allowed, String unit, double ratio) {
    static Budget of(String measure, double taken, double allowed, String unit) {
        return new Budget(measure, taken, allowed, unit, taken / allowed);
    }

    boolean isHeld() {
        return ratio <= 1;
    }
}
