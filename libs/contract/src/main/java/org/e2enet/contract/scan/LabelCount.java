package org.e2enet.contract.scan;

/** How many voxels of a scan bear a label. A plain record: it travels as JSON. */
public record LabelCount(int label, long voxels) {}
