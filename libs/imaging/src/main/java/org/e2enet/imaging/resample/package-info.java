/**
 * Arrays on a finer or coarser grid over the same box, with nnU-Net's (v1) choices: cubic B-spline for images, linear
 * votes for labels, nearest along an axis that is far coarser than the others.
 */
package org.e2enet.imaging.resample;
