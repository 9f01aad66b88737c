/**
 * Requests in, segmentations out: each prediction is computed once, whatever the topic delivers again.
 */
package org.e2enet.infer.prediction;
