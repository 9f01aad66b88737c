/** A training run from its first step to its last checkpoint, and what it tells on the way. */
package org.e2enet.training.run;
