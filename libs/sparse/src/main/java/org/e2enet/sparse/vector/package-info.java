/** The kernels on the Vector API: the only package of this library that imports {@code jdk.incubator.vector}. */
package org.e2enet.sparse.vector;
