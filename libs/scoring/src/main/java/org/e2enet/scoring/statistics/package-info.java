/**
 * Whether a difference between models is more than chance: bootstrap intervals, paired signed-rank tests with Holm's
 * correction, Friedman's test with Nemenyi's critical difference.
 */
package org.e2enet.scoring.statistics;
