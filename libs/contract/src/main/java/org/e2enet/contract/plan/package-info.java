/**
 * What a model is: architecture, channels, strides, shift, sparsity, patch and spacing; travels in requests and checkpoints.
 */
package org.e2enet.contract.plan;
