/**
 * From files to series: instances are grouped, slices sorted along their normal, the grid is found from all of them, and
 * each series gets a verdict before a pixel is decoded.
 */
package org.e2enet.dicom.series;
