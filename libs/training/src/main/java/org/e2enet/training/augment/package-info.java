/** Random changes of training patches: nnU-Net's list, each a small class of its own. */
package org.e2enet.training.augment;
