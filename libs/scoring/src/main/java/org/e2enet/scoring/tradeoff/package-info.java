/**
 * Accuracy against cost: the Performance Trade-Off score of section A.7.4, always with the set it was compared within.
 */
package org.e2enet.scoring.tradeoff;
