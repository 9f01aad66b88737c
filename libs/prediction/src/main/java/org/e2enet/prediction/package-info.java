/**
 * From a scan to its segmentation: preprocessing, Gaussian sliding window, and export in the scan's own geometry.
 */
package org.e2enet.prediction;
