/**
 * The one gate for what a file says about its grid, whatever its format: accepted, repaired with a note, or refused by
 * code.
 */
package org.e2enet.imaging.gate;
