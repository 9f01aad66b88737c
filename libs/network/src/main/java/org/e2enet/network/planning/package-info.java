/**
 * Plans that follow from a data set by nnU-Net's rules: strides, kernels, patch and batch that fit a memory.
 */
package org.e2enet.network.planning;
