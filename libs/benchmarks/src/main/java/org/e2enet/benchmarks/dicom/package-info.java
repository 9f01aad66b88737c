/** How long a series takes from its files to a volume, and a segmentation back to a DICOM SEG. */
package org.e2enet.benchmarks.dicom;
