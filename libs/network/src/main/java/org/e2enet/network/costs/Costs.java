package org.e2enet.network.costs;

import java.util.List;

/**
 * Parameters, and floating point operations of one forward pass of one patch (spec §5). Sums over {@link #groups()}.
 *
 * @param paramsTotal all learnable numbers
 * @param paramsActive those that are not masked: the paper's "Params"
 * @param flopsPaper the count that reproduces the paper's tables: it takes every tap of a transposed convolution for every
 *     output voxel, though each voxel has one
 * @param flopsExecuted the true count
 */
public record Costs(long paramsTotal, long paramsActive, long flopsPaper, long flopsExecuted, List<GroupCosts> groups) {
    public Costs {
        groups = List.copyOf(groups);
    }

    static Costs sum(List<GroupCosts> groups) {
        return new Costs(
                groups.stream().mapToLong(GroupCosts::paramsTotal).sum(),
                groups.stream().mapToLong(GroupCosts::paramsActive).sum(),
                groups.stream().mapToLong(GroupCosts::flopsPaper).sum(),
                groups.stream().mapToLong(GroupCosts::flopsExecuted).sum(),
                groups);
    }
}
