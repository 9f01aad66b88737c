/**
 * The graph of {@code libs/network} on sparse CPU kernels.
 */
package org.e2enet.sparse;
