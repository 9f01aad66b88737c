/**
 * Training on libtorch: forward, loss, gradients, clipping, optimiser and masks in one native call per step.
 */
package org.e2enet.torch.training;
