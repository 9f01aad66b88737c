package org.e2enet.scoring.statistics;

/**
 * One class of two models over the cases where both are defined.
 *
 * @param cases how many
 * @param meanDiceDifference first − second; null when there are none
 */
public record ClassDifference(int label, int cases, Double meanDiceDifference) {}
