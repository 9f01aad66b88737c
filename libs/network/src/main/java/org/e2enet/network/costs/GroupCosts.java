package org.e2enet.network.costs;

/**
 * Costs of one group of layers.
 *
 * @param name {@code backbone}, {@code fusion}, {@code up} or {@code head}; norms count with the convolution before them
 * @param paramsTotal all learnable numbers
 * @param paramsActive those that are not masked
 * @param flopsPaper floating point operations of one patch by the paper's count
 * @param flopsExecuted the same with transposed convolutions counted at one tap per output voxel
 */
public record GroupCosts(String name, long paramsTotal, long paramsActive, long flopsPaper, long flopsExecuted) {}
