package org.e2enet.network.planning;

import org.e2enet.contract.Size3;

/**
 * What a plan is asked to be; the rest follows from the data set.
 *
 * @param architecture name of the graph
 * @param sparsity share of inactive kernels
 * @param baseChannels channels of the finest level, doubled per level up to 320; null = the architecture's own
 * @param patch null = as large as fits
 * @param batch null = at least 2, more where they fit
 * @param memoryLimitBytes what training may take
 */
public record PlanWishes(
        String architecture,
        double sparsity,
        Integer baseChannels,
        Size3 patch,
        Integer batch,
        long memoryLimitBytes) {}
