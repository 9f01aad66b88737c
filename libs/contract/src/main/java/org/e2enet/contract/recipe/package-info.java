/**
 * How a model is trained: optimiser, loss, schedule, topology evolution, augmentation.
 */
package org.e2enet.contract.recipe;
