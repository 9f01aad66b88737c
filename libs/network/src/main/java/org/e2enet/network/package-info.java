/**
 * An architecture as data: a graph of layers that interpreters walk, with its topology, costs and checkpoints.
 */
package org.e2enet.network;
