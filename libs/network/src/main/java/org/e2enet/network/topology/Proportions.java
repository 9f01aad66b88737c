package org.e2enet.network.topology;

/**
 * Where the active connections of one fusion convolution come from (Fig. 6 of the paper): shares that add up to 1, or all
 * 0 where no connection is active.
 *
 * @param forward from the same level
 * @param upward from the coarser level, through a transposed convolution
 * @param downward from the finer level, through max pooling
 */
public record Proportions(double forward, double upward, double downward) {}
