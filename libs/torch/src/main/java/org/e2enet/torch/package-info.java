/**
 * The engine {@code torch}: graphs run dense on libtorch, weights resident, and models exported as portable TorchScript.
 */
package org.e2enet.torch;
