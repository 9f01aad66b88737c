/**
 * The store all services share, and what this service reads from and writes to it.
 */
package org.e2enet.metrics.storage;
