/**
 * The TorchScript compiler: graphs, losses and optimiser steps as program text in an archive that libtorch loads.
 */
package org.e2enet.torch.script;
