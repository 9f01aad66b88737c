package org.e2enet.contract.scan;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.List;
import org.e2enet.contract.Size3;

/**
 * A scan in numbers, along canonical axes (0 to the top, 1 to the front, 2 to the right). A plain record: it travels as
 * JSON and says nothing of the patient.
 *
 * @param extent sizes of the whole array
 * @param croppedExtent sizes of the box around voxels that are not zero
 * @param channels intensities of the foreground: labels above 0, or the nonzero region in a scan without labels
 * @param labels voxels of every label that occurs, 0 included; empty without labels
 */
public record ScanFingerprint(
        @JsonSerialize(using = SizeByName.class) Size3 extent,
        @JsonSerialize(using = SizeByName.class) Size3 croppedExtent,
        Spacing spacingMm,
        List<Foreground> channels,
        List<LabelCount> labels) {
    public ScanFingerprint {
        channels = List.copyOf(channels);
        labels = List.copyOf(labels);
    }

    /** Share of the array's volume that the crop keeps. */
    public double keptShare() {
        return (double) croppedExtent.volume() / extent.volume();
    }
}
