package org.e2enet.dicom.seg;

import java.util.List;
import org.e2enet.imaging.LabelVolume;

/**
 * A segmentation as read.
 *
 * @param labels on the series' grid; labels are segment numbers
 * @param names the segments' own, by number minus one where numbers have no gaps
 * @param frames number of frames it was stored in
 */
public record Segmentation(LabelVolume labels, List<Named> names, int frames) {
    /** A segment's number and label. */
    public record Named(int number, String name) {}

    public Segmentation {
        names = List.copyOf(names);
    }
}
