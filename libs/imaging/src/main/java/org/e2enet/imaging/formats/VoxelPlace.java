package org.e2enet.imaging.formats;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where voxels lie that a header says are in another file. */
interface VoxelPlace {
    /** Beside the header, under a plain name: a header from outside must not read the system's files. */
    VoxelPlace BESIDE = (header, field, name) -> {
        boolean plain = !name.isEmpty() && !name.contains("/") && !name.contains("\\") && !name.equals("..");
        Path file = plain && name.indexOf('\0') < 0 ? header.resolveSibling(name) : null;
        if (file == null || !Files.isRegularFile(file)) {
            throw FormatFaults.detached(field);
        }
        return file;
    };

    /** Nowhere: in a store of many people's files a name could mean anybody's. */
    VoxelPlace NOWHERE = (_, field, _) -> {
        throw FormatFaults.detached(field);
    };

    /** In a file that somebody gave, whatever the header calls it. */
    static VoxelPlace at(Path voxels) {
        return (_, _, _) -> voxels;
    }

    /**
     * The file, or {@code IMG-132}.
     *
     * @param field of the header that names it
     */
    Path of(Path header, String field, String name);
}
