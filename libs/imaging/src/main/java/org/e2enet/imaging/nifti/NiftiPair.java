package org.e2enet.imaging.nifti;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Names of the two files of a pair: {@code scan.hdr} and {@code scan.img}, either of them packed or not. */
final class NiftiPair {
    private static final List<String> PACKINGS = List.of("", ".gz");

    private NiftiPair() {}

    /** The header's file, if the given one is the voxels' and has a header beside it; else the given one. */
    static Path headerOf(Path file) {
        return sibling(file, ".img", ".hdr");
    }

    /** The voxels' file; {@code IMG-102} where there is none. */
    static Path voxelsOf(Path header) {
        Path voxels = sibling(header, ".hdr", ".img");
        if (voxels.equals(header)) {
            throw NiftiFaults.pairAlone();
        }
        return voxels;
    }

    private static Path sibling(Path file, String suffix, String other) {
        String name = file.getFileName().toString();
        for (String packing : PACKINGS) {
            if (name.endsWith(suffix + packing)) {
                String stem = name.substring(0, name.length() - suffix.length() - packing.length());
                for (String otherPacking : PACKINGS) {
                    Path sibling = file.resolveSibling(stem + other + otherPacking);
                    if (Files.isRegularFile(sibling)) {
                        return sibling;
                    }
                }
            }
        }
        return file;
    }
}
