package org.e2enet.catalogue;

/**
 * Somebody asked for the end of something that waits or runs, wherever it does.
 *
 * @param id of what is to end
 */
public record Cancellation(String id) {}
