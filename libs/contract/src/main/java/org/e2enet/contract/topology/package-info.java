/** What a topology update did, as it travels: sets of kernels and their norms. */
package org.e2enet.contract.topology;
