/**
 * How good and how dear a segmentation is: Dice, NSD, Hausdorff distances, PT score, statistics.
 */
package org.e2enet.scoring;
