/** Intensities brought to comparable scales, channel by channel, as nnU-Net does. */
package org.e2enet.imaging.normalize;
