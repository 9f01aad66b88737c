/**
 * Which kernels are active, and how that set evolves during training (Algorithm 1).
 */
package org.e2enet.network.topology;
