/**
 * Scores, standings and comparisons as JSON.
 */
package org.e2enet.metrics.rest;
