/**
 * What an engine offers: a graph and its weights compiled once, then run on patches.
 */
package org.e2enet.network.engine;
