/**
 * Data set definitions: what the scans of a data set have in common, kept as documents in the store.
 */
package org.e2enet.ingest.datasets;
