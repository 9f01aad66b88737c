/**
 * Scans as people look at them, with what was made of them.
 */
package org.e2enet.console.scans;
