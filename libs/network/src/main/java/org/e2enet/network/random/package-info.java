/**
 * Random numbers whose whole state fits in a line of text, so that a resumed run draws what the uninterrupted one would.
 */
package org.e2enet.network.random;
