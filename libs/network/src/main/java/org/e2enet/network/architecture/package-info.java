/**
 * Architectures as graphs: E2ENet with its ablations, and the baselines it is compared with.
 */
package org.e2enet.network.architecture;
