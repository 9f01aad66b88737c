/**
 * {@code e2enet predict}: images in, segmentations out, through a stack.
 */
package org.e2enet.standalone.prediction;
