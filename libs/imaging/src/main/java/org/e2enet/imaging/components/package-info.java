/** Connected components and holes of voxel sets, found over runs along the width axis, and what is kept of them. */
package org.e2enet.imaging.components;
