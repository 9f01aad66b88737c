package org.e2enet.pacs.routing;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a series must be for a route; what is left out is not asked.
 *
 * @param modality one of these, for example {@code MR}
 * @param sopClass one of these identifiers
 * @param imageTypeHas all of these among the values of ImageType, for example {@code ORIGINAL}
 * @param imageTypeHasNot none of these, for example {@code PROJECTION IMAGE}
 * @param bodyPart one of these values of BodyPartExamined
 * @param description regular expression that is found in SeriesDescription
 * @param calledAet one of the names (AET) under which it was sent to the archive; Orthanc only
 * @param leastSlices of it, frames of multi-frame images counted
 * @param mostSliceThicknessMm of its first slice
 */
public record Match(
        List<String> modality,
        List<String> sopClass,
        List<String> imageTypeHas,
        List<String> imageTypeHasNot,
        List<String> bodyPart,
        String description,
        List<String> calledAet,
        Integer leastSlices,
        Double mostSliceThicknessMm) {
    public Match {
        modality = list(modality);
        sopClass = list(sopClass);
        imageTypeHas = list(imageTypeHas);
        imageTypeHasNot = list(imageTypeHasNot);
        bodyPart = list(bodyPart);
        calledAet = list(calledAet);
        try {
            Pattern.compile(description == null ? "" : description);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException("description must be a regular expression", wrong);
        }
    }

    private static List<String> list(List<String> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    boolean fits(SeenSeries series) {
        return isIn(modality, series.modality())
                && isIn(sopClass, series.sopClass())
                && series.imageType().containsAll(imageTypeHas)
                && imageTypeHasNot.stream().noneMatch(series.imageType()::contains)
                && isIn(bodyPart, series.bodyPart())
                && (description == null
                        || Pattern.compile(description)
                                .matcher(series.description())
                                .find())
                && isIn(calledAet, series.calledAet())
                && (leastSlices == null || series.slices() >= leastSlices)
                && (mostSliceThicknessMm == null || series.sliceThicknessMm() <= mostSliceThicknessMm);
    }

    private static boolean isIn(List<String> wanted, String value) {
        return wanted.isEmpty() || wanted.contains(value);
    }
}
