/**
 * Where a scan stands, read from the documents in the store.
 */
package org.e2enet.ingest.status;
