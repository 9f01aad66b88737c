package org.e2enet.scoring.postprocessing;

/**
 * Dice of one class of one case without and with post-processing. Null where the class is in neither truth nor
 * segmentation.
 *
 * @param plain as predicted
 * @param ofLabel the class kept its largest component only
 * @param ofForeground all foreground, taken as one, kept its largest component only
 * @param ofBoth the foreground first, then the class
 */
public record ClassTrial(int label, Double plain, Double ofLabel, Double ofForeground, Double ofBoth) {}
