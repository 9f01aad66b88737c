/**
 * Which engine trains a fold, and why.
 */
package org.e2enet.train.engine;
