/**
 * The infer service: normalised scans and promoted models in, segmentations out.
 */
package org.e2enet.infer;
