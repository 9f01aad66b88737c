/**
 * NIfTI-1 single files ({@code .nii}, {@code .nii.gz}) in and out. The file's axes i, j, k become width, height, depth;
 * its fourth axis becomes channels. Every bad input is a fault with its own code.
 */
package org.e2enet.imaging.nifti;
