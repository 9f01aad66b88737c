package org.e2enet.contract;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a label means in coded words: how a segment of a DICOM SEG is described (PS3.3, C.8.20.2).
 *
 * @param category for instance {@code (123037004, SCT, "Anatomical Structure")}
 * @param type for instance {@code (10200004, SCT, "Liver")}
 * @param modifier for instance {@code (7771000, SCT, "Left")}, or null
 * @param cielab colour to show it in, L*, a*, b* scaled to 0..65535 as DICOM writes it; null = one is chosen by the label's value
 */
public record LabelCode(Concept category, Concept type, Concept modifier, List<Integer> cielab) {
    /** For what nobody coded: SNOMED CT's tissue. */
    public static final LabelCode TISSUE = new LabelCode(Concept.TISSUE, Concept.TISSUE, null, null);

    private static final int LARGEST = 0xffff;

    /**
     * A coded concept.
     *
     * @param value at most 16 characters
     * @param scheme that the value is of, for instance {@code SCT}; at most 16 characters
     * @param meaning for people, at most 64 ASCII characters
     */
    public record Concept(String value, String scheme, String meaning) {
        /** DICOM's short string: no backslash, no control characters. */
        private static final Pattern SHORT = Pattern.compile("[\\x20-\\x5b\\x5d-\\x7e]{1,16}");

        private static final Pattern LONG = Pattern.compile("[\\x20-\\x5b\\x5d-\\x7e]{1,64}");

        private static final Concept TISSUE = new Concept("85756007", "SCT", "Tissue");

        public Concept {
            require(SHORT, value, "labelCodes value", 16);
            require(SHORT, scheme, "labelCodes scheme", 16);
            require(LONG, meaning, "labelCodes meaning", 64);
        }

        private static void require(Pattern pattern, String text, String field, int most) {
            if (text == null || text.isBlank() || !pattern.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        field + " must be 1 to " + most + " ASCII characters without a backslash");
            }
        }
    }

    public LabelCode {
        Check.present(category, "labelCodes category");
        Check.present(type, "labelCodes type");
        if (cielab != null) {
            cielab = List.copyOf(cielab);
            if (cielab.size() != 3) {
                throw new IllegalArgumentException("labelCodes cielab must have 3 values [L, a, b]");
            }
            cielab.forEach(part -> Check.within(part, 0, LARGEST, "labelCodes cielab"));
        }
    }
}
