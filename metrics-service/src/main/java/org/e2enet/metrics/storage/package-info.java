/**
 * The scores of the catalogue, in memory.
 */
package org.e2enet.metrics.storage;
