/**
 * How long Dice, NSD and Hausdorff distances of a case take, beside DeepMind's surface-distance in Python.
 */
package org.e2enet.benchmarks.scoring;
