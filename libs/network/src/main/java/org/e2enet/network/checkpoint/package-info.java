/**
 * Models and training states as safetensors files: weights under the paper code's names, masks, optimiser state, and a
 * JSON description. No pickle, nothing that runs on load.
 */
package org.e2enet.network.checkpoint;
