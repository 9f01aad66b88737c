/** Connected components and holes of voxel sets, found over runs along the width axis. */
package org.e2enet.imaging.components;
