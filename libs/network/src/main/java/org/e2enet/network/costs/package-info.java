/**
 * What a network costs: parameters and operations, by the paper's count and by what is executed.
 */
package org.e2enet.network.costs;
