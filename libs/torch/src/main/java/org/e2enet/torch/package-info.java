/**
 * The graph of {@code libs/network} on DJL PyTorch: compiled to TorchScript, trained and run.
 */
package org.e2enet.torch;
