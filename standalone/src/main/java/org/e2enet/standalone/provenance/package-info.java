/**
 * {@code provenance}: checks signed statements of how segmentations came about.
 */
package org.e2enet.standalone.provenance;
