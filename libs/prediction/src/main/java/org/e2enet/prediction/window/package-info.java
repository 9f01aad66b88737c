/**
 * The Gaussian sliding window: where windows lie, how they are weighted, and their average over windows, mirrors and
 * models, handed on slice by slice so that memory does not grow with the depth of the scan.
 */
package org.e2enet.prediction.window;
