/**
 * Truth that comes after its scan, or is corrected.
 */
package org.e2enet.ingest.labels;
