package org.e2enet.standalone.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2enet.faults.Fault;

/**
 * The files of one scan.
 *
 * @param name of the case in its folder, or the image as it was typed
 * @param images one per channel in the data set's order, or one with all channels
 * @param training whether the folder counts it as a training case
 * @param problem why it cannot be taken in, if so
 */
public record CaseFiles(
        String name, List<Path> images, Optional<Path> labels, boolean training, Optional<Fault> problem) {
    public CaseFiles {
        images = List.copyOf(images);
    }

    /** A case whose files are all there. */
    public static CaseFiles complete(String name, List<Path> images, Optional<Path> labels, boolean training) {
        return new CaseFiles(name, images, labels, training, Optional.empty());
    }

    static CaseFiles broken(String name, boolean training, Fault problem) {
        return new CaseFiles(name, List.of(), Optional.empty(), training, Optional.of(problem));
    }

    /** A training case that nobody labelled: it can be segmented, but nothing learns from it. */
    public boolean lacksLabels() {
        return training && labels.isEmpty() && problem.isEmpty();
    }
}
