/**
 * A folder that is watched: what is put there comes in as scans, and is moved to where it can be seen what became of it.
 */
package org.e2enet.ingest.inbox;
