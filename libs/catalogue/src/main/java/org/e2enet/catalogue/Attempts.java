package org.e2enet.catalogue;

/**
 * How often work on a scan was begun and not ended: written before the work, so that it outlives the process.
 *
 * @param begun processes that took it up
 */
public record Attempts(String scanId, int begun) {}
