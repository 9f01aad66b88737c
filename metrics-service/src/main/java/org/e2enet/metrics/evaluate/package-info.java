/**
 * One prediction against its truth, in the image's own geometry.
 */
package org.e2enet.metrics.evaluate;
