package org.e2enet.standalone.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of one scan.
 *
 * @param images one per channel in the data set's order, or one with all channels
 * @param training whether the folder counts it as a training case
 */
public record CaseFiles(List<Path> images, Optional<Path> labels, boolean training) {
    public CaseFiles {
        images = List.copyOf(images);
    }
}
