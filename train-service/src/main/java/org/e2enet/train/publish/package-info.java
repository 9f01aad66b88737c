/**
 * What a run tells the world: progress, topology updates, checkpoints, models.
 */
package org.e2enet.train.publish;
