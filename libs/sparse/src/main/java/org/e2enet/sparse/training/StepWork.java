package org.e2enet.sparse.training;

import org.e2enet.sparse.LayerInfo;

/** One piece of a step's work, for tables. */
public record StepWork(StepPart part, LayerInfo layer) {}
