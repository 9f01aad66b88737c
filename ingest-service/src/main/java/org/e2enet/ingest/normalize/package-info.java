/**
 * Stage two: received scans are read, checked, oriented, cropped, resampled, normalised and announced.
 */
package org.e2enet.ingest.normalize;
