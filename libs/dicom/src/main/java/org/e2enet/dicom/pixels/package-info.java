/**
 * Pixels of a frame as stored numbers: native, RLE, JPEG lossless, JPEG-LS, JPEG 2000. The last two are decoded by the
 * distribution's own libraries through the FFM API; where they are absent, the fault names the package.
 */
package org.e2enet.dicom.pixels;
