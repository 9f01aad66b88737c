package org.e2enet.imaging.components;

/** Says of each flat offset of an array {@code [depth][height][width]} whether the voxel belongs to the set. */
@FunctionalInterface
public interface VoxelSet {
    boolean contains(int offset);
}
