/**
 * How far it is from every voxel to the nearest marked one: exact, in millimetres, for any spacing.
 */
package org.e2enet.imaging.distance;
