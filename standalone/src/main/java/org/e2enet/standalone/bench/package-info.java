/**
 * Side-by-side comparisons with the peers.
 */
package org.e2enet.standalone.bench;
