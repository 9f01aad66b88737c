/**
 * A scan leaves, with all that was made from it.
 */
package org.e2enet.ingest.deletion;
