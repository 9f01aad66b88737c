package org.e2enet.dicom.seg;

/**
 * A frame to write.
 *
 * @param segment its number, or 0 for all segments of a label map
 * @param k the slice
 */
record SegFrame(int segment, int k) {}
