/**
 * Segmentations in, scores out: consumes completed predictions, compares them with the truth, and answers how good and how
 * dear each model is, over topics, REST and Prometheus.
 */
package org.e2enet.metrics;
