package org.e2enet.catalogue;

import java.time.Instant;

/**
 * A document as it was read.
 *
 * @param revision follows from the content: equal contents have equal revisions
 * @param writtenAt when this content was written
 */
public record Entry<T>(String id, T value, String revision, Instant writtenAt) {}
