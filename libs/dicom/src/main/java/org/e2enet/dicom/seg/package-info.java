/**
 * DICOM segmentations (PS3.3, A.51): written on the very slices of their series, and read back as labels.
 */
package org.e2enet.dicom.seg;
