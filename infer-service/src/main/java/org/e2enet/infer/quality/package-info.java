/**
 * What is unusual in a scan or its segmentation, and how the scans of a model drift from what it learned from.
 */
package org.e2enet.infer.quality;
