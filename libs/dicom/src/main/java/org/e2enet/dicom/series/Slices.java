package org.e2enet.dicom.series;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.pixels.FrameFormat;

/** Frames of instances: one of a classic image, many of an enhanced one with functional groups. */
final class Slices {
    private Slices() {}

    static List<Slice> of(Instance instance) {
        FrameFormat format = FrameFormat.of(instance.header(), instance.where());
        if (!instance.isMultiFrame()) {
            if (format.frames() > 1) {
                throw SeriesFaults.notOneVolume("a multi-frame image without positions (cine)", instance.where());
            }
            return List.of(Slice.of(instance, 0, List.of(instance.header())));
        }
        List<DataSet> frames = instance.header().items(Attribute.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        if (frames.size() != format.frames()) {
            throw SeriesFaults.notOneVolume(
                    format.frames() + " frames, but functional groups of " + frames.size(), instance.where());
        }
        DataSet shared = instance.header()
                .item(Attribute.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
                .orElseGet(DataSet::new);
        List<Slice> slices = new ArrayList<>(frames.size());
        for (int frame = 0; frame < frames.size(); frame++) {
            slices.add(Slice.of(instance, frame, List.of(frames.get(frame), shared, instance.header())));
        }
        return slices;
    }
}
