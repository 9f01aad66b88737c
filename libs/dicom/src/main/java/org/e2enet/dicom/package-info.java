/**
 * DICOM at the one edge where it is spoken: series of images in, segmentations out. {@link org.e2enet.dicom.DicomInput}
 * is the way in, {@link org.e2enet.dicom.seg.SegWriter} and {@link org.e2enet.dicom.rtstruct.RtStructWriter} the way
 * out.
 */
package org.e2enet.dicom;
