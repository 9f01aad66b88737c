/** The box that holds all voxels which are not zero. */
package org.e2enet.imaging.crop;
