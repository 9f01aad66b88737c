package org.e2enet.contract;

/**
 * What a model costs (spec §5).
 *
 * @param paramsTotal all parameters
 * @param paramsActive counting only active kernels of masked tensors
 * @param flopsPaper one patch, by the paper's convention
 * @param flopsExecuted one patch, counting one tap per output voxel of a transposed convolution
 */
public record ModelCosts(long paramsTotal, long paramsActive, long flopsPaper, long flopsExecuted) {
    public ModelCosts {
        Check.atLeast(paramsActive, 1, "paramsActive");
        Check.atLeast(paramsTotal, paramsActive, "paramsTotal");
        Check.atLeast(flopsPaper, 1, "flopsPaper");
        Check.atLeast(flopsExecuted, 1, "flopsExecuted");
    }
}
