package org.e2enet.contract.quality;

/**
 * A measure that lies where it rarely does in what the model learned from.
 *
 * @param low least that is usual, or null
 * @param high most that is usual, or null
 */
public record Finding(String measure, double value, Double low, Double high) {}
