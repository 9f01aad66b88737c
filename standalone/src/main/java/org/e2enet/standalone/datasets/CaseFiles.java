package org.e2enet.standalone.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2enet.dicom.series.Series;
import org.e2enet.faults.Fault;

/**
 * The files of one scan.
 *
 * @param name of the case in its folder, or the image as it was typed
 * @param images one per channel in the data set's order, or one with all channels; of a DICOM series the folder, zip or file it lies in
 * @param labels a file of labels on the image's grid, or a DICOM SEG of the series
 * @param training whether the folder counts it as a training case
 * @param problem why it cannot be taken in, if so
 * @param series of a DICOM case
 * @param person whom it shows, in the words of whoever brings it: made a pseudonym before it leaves; of a series, the header says it
 */
public record CaseFiles(
        String name,
        List<Path> images,
        Optional<Path> labels,
        boolean training,
        Optional<Fault> problem,
        Optional<Series> series,
        Optional<String> person) {
    public CaseFiles {
        images = List.copyOf(images);
    }

    /** Files of other formats than DICOM. */
    CaseFiles(String name, List<Path> images, Optional<Path> labels, boolean training, Optional<Fault> problem) {
        this(name, images, labels, training, problem, Optional.empty(), Optional.empty());
    }

    /** A case whose files are all there. */
    public static CaseFiles complete(String name, List<Path> images, Optional<Path> labels, boolean training) {
        return new CaseFiles(name, images, labels, training, Optional.empty());
    }

    static CaseFiles broken(String name, boolean training, Fault problem) {
        return new CaseFiles(name, List.of(), Optional.empty(), training, Optional.of(problem));
    }

    CaseFiles of(Optional<String> newPerson) {
        return new CaseFiles(name, images, labels, training, problem, series, newPerson);
    }

    /** A training case that nobody labelled: it can be segmented, but nothing learns from it. */
    public boolean lacksLabels() {
        return training && labels.isEmpty() && problem.isEmpty();
    }
}
