/**
 * From probabilities on the network's grid to labels on the scan's: resampled and decided slice by slice.
 */
package org.e2enet.prediction.export;
