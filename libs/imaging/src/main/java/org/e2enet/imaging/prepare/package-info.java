/** From a scan as it came to what a network sees: orientation, crop, resampling, normalisation, and a record of it. */
package org.e2enet.imaging.prepare;
