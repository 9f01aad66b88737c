package org.e2enet.sparse;

/**
 * What a layer of a compiled network is, for tables.
 *
 * @param kind of kernel that runs it
 * @param nonZeroFlops 2 · active taps · output voxels
 * @param executedFlops what the kernel really does, after Winograd's savings and with its padding
 * @param bytes read and written once each
 */
public record LayerInfo(String name, String kind, long nonZeroFlops, long executedFlops, long bytes) {}
