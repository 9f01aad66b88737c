/**
 * Volumes and their geometry in millimetres: NIfTI in and out, orientation, cropping, resampling, normalisation.
 */
package org.e2enet.imaging;
