package org.e2enet.network.planning;

import org.e2enet.contract.plan.Plan;

/**
 * A plan with what training by it takes.
 *
 * @param batch patches per step
 * @param memoryBytes estimate of {@link MemoryEstimate}
 */
public record Planned(Plan plan, int batch, long memoryBytes) {}
