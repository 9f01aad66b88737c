/**
 * The newest scores as Prometheus gauges, few enough to be kept for years.
 */
package org.e2enet.metrics.gauges;
