/**
 * Where two segmentations' surfaces run and how far apart they are: surface elements with their areas, distances
 * between the surfaces, and the figures drawn from them (NSD, Hausdorff distances).
 */
package org.e2enet.scoring.surface;
