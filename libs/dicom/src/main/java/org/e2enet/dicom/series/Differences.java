package org.e2enet.dicom.series;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;

/** Names what parts slices at one position: the attribute a person would choose by. */
final class Differences {
    private record Candidate(Attribute sequence, Attribute attribute) {}

    private static final List<Candidate> CANDIDATES = List.of(
            new Candidate(Attribute.FRAME_CONTENT_SEQUENCE, Attribute.STACK_ID),
            new Candidate(Attribute.FRAME_CONTENT_SEQUENCE, Attribute.TEMPORAL_POSITION_INDEX),
            new Candidate(Attribute.MR_ECHO_SEQUENCE, Attribute.EFFECTIVE_ECHO_TIME),
            new Candidate(Attribute.MR_DIFFUSION_SEQUENCE, Attribute.DIFFUSION_BVALUE),
            new Candidate(null, Attribute.TEMPORAL_POSITION_IDENTIFIER),
            new Candidate(null, Attribute.ECHO_TIME),
            new Candidate(null, Attribute.ECHO_NUMBERS),
            new Candidate(null, Attribute.INVERSION_TIME),
            new Candidate(null, Attribute.TRIGGER_TIME),
            new Candidate(null, Attribute.FLIP_ANGLE),
            new Candidate(null, Attribute.IMAGE_TYPE),
            new Candidate(null, Attribute.ACQUISITION_NUMBER),
            new Candidate(null, Attribute.ACQUISITION_TIME));

    private Differences() {}

    /** Keywords and tags, or {@code nothing but their numbers}. */
    static String between(List<Slice> slices) {
        List<String> found = new ArrayList<>();
        for (Candidate candidate : CANDIDATES) {
            if (differs(slices, candidate)) {
                found.add(candidate.attribute().words());
            }
        }
        return found.isEmpty() ? "nothing but their numbers" : String.join(", ", found);
    }

    private static boolean differs(List<Slice> slices, Candidate candidate) {
        return slices.stream().map(slice -> value(slice, candidate)).distinct().count() > 1;
    }

    private static String value(Slice slice, Candidate candidate) {
        DataSet holder = candidate.sequence() == null
                ? slice.instance().header()
                : slice.holding(candidate.sequence(), candidate.attribute());
        String text = holder.text(candidate.attribute());
        return text.isEmpty() && holder.has(candidate.attribute())
                ? java.util.Arrays.toString(holder.numbers(candidate.attribute()))
                : text;
    }
}
