/** Loops over rows of class probabilities, by vectors where the machine has them. */
package org.e2enet.imaging.rows;
