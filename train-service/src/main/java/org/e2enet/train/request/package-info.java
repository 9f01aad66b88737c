/**
 * Training requests: over REST into the topic, and from the topic onto the training lane.
 */
package org.e2enet.train.request;
