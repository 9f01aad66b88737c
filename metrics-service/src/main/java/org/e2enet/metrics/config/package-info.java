/**
 * Settings of the metrics service.
 */
package org.e2enet.metrics.config;
