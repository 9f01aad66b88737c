package org.e2enet.dicom.series;

import java.util.List;
import java.util.Optional;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;

/**
 * A series of the input with its verdict.
 *
 * @param number from 1, in the order of the input
 * @param header attributes of its first instance: they name the patient and leave only into results for the archive
 * @param instances number of objects, copies included
 * @param slices in the order of the grid's k; empty where the series is refused
 * @param geometry the grid as acquired, in RAS millimetres; empty where the series is refused
 */
public record Series(
        int number, DataSet header, int instances, List<Slice> slices, Optional<Geometry> geometry, Verdict verdict) {
    private static final List<String> NOT_IMAGES = List.of("SEG", "RTSTRUCT", "SR", "PR", "KO");

    public Series {
        slices = List.copyOf(slices);
    }

    /** CT, MR, PT and so on; {@code -} where the header names none in that form. */
    public String modality() {
        String modality = header.text(Attribute.MODALITY);
        return modality.matches("[A-Z0-9]{1,16}") ? modality : "-";
    }

    /** Whether it holds images at all: no segmentation, contours, report or state of a viewer. */
    public boolean isImage() {
        return isImage(header);
    }

    static boolean isImage(DataSet header) {
        return !NOT_IMAGES.contains(header.text(Attribute.MODALITY));
    }

    /** The voxels as float32, rescaled; throws the verdict's fault where the series is refused. */
    public Volume readVolume() {
        return SeriesVoxels.read(this);
    }

    Series refusedBy(Fault fault) {
        return new Series(number, header, instances, List.of(), Optional.empty(), Verdict.refused(fault));
    }

    /** The grid; throws the verdict's fault where the series is refused. */
    public Geometry requireGeometry() {
        return geometry.orElseThrow(() -> verdict.refusal().orElseThrow().exception());
    }
}
