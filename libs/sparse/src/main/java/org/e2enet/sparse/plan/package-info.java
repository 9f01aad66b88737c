/** From a graph to a list of fused operations on views of buffers, and the buffers' places in memory. */
package org.e2enet.sparse.plan;
