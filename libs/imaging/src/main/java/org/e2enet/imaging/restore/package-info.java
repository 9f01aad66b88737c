/** Predictions back on the scan's own grid, slice by slice. */
package org.e2enet.imaging.restore;
