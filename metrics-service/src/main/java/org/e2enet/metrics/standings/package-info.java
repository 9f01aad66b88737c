/**
 * How the models of a dataset stand: means over cases, and PT scores within the set of models scored on it.
 */
package org.e2enet.metrics.standings;
