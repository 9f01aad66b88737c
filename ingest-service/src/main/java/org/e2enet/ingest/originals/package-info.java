/**
 * A scan's own files on their way out: as they came, or as a smaller volume to look at.
 */
package org.e2enet.ingest.originals;
