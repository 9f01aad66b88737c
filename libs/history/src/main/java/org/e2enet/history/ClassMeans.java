package org.e2enet.history;

/**
 * One class of one model over the cases of a data set; null where no case is defined.
 *
 * @param diceCases how many cases the mean Dice rests on
 */
public record ClassMeans(int label, String name, Double dice, int diceCases, Double nsd, int nsdCases) {}
