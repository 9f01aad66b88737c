package org.e2enet.dicom.seg;

import java.util.List;
import java.util.Optional;

/**
 * What a label means.
 *
 * @param label its number in the label map, from 1; also its segment number
 * @param name for people, at most 64 ASCII characters are written
 * @param cielab colour as DICOM writes it: L*, a*, b* scaled to 0..65535
 */
public record Segment(int label, String name, Code category, Code type, Optional<Code> modifier, List<Integer> cielab) {
    public Segment {
        if (label < 1 || label > 0xffff || cielab.size() != 3) {
            throw new IllegalArgumentException("labels go from 1 to 65535, colours have three numbers");
        }
        cielab = List.copyOf(cielab);
    }

    /** A label that nobody coded: tissue, in a colour of its own. */
    public static Segment uncoded(int label, String name) {
        return new Segment(label, name, Code.TISSUE, Code.TISSUE, Optional.empty(), Colours.ofLabel(label));
    }

    /** The colour as sRGB of 0..255. */
    public int[] rgb() {
        return Colours.rgb(cielab);
    }
}
