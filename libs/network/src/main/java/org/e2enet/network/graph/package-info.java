/**
 * The small language in which every architecture is written: parameters, layers, nodes, and the graph they form.
 */
package org.e2enet.network.graph;
