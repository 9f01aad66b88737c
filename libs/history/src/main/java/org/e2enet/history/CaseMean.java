package org.e2enet.history;

/**
 * One case of one model: means over classes and, of a scan predicted more than once, over its predictions; null where undefined.
 *
 * @param classes Dice class by class
 */
public record CaseMean(String modelId, String scanId, Double dice, Double nsd, ClassDice classes) {}
