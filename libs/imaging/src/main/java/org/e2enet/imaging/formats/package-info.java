/**
 * Scans in the formats people bring: NIfTI, MetaImage, NRRD, told apart by content. Positions of MetaImage and NRRD (LPS)
 * become RAS on the way in and LPS again on the way out.
 */
package org.e2enet.imaging.formats;
