package org.e2enet.dicom.series;

import java.util.List;
import java.util.Optional;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;

/**
 * One frame with its place in the patient.
 *
 * @param frame counted from 0 within its instance
 * @param groups where its attributes are looked up: its own functional groups, the shared ones, the header
 * @param positionMm centre of the first pixel in DICOM's LPS millimetres
 * @param orientation direction of rows (columns growing), then of columns (rows growing), in LPS
 * @param rowSpacingMm distance between rows
 * @param columnSpacingMm distance between columns
 * @param slope stored numbers times slope plus intercept are the image's numbers
 */
public record Slice(
        Instance instance,
        int frame,
        List<DataSet> groups,
        List<Double> positionMm,
        List<Double> orientation,
        double rowSpacingMm,
        double columnSpacingMm,
        double slope,
        double intercept) {

    static Slice of(Instance instance, int frame, List<DataSet> groups) {
        List<Double> position =
                numbers(instance, groups, Attribute.PLANE_POSITION_SEQUENCE, Attribute.IMAGE_POSITION_PATIENT, 3);
        List<Double> orientation =
                numbers(instance, groups, Attribute.PLANE_ORIENTATION_SEQUENCE, Attribute.IMAGE_ORIENTATION_PATIENT, 6);
        List<Double> spacing = numbers(instance, groups, Attribute.PIXEL_MEASURES_SEQUENCE, Attribute.PIXEL_SPACING, 2);
        if (!(spacing.get(0) > 0 && spacing.get(1) > 0)) {
            throw SeriesFaults.noPlace(Attribute.PIXEL_SPACING, instance.where());
        }
        DataSet scaling = macro(groups, Attribute.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Attribute.RESCALE_SLOPE);
        double slope = scaling.number(Attribute.RESCALE_SLOPE).orElse(1.0);
        return new Slice(
                instance,
                frame,
                groups,
                position,
                orientation,
                spacing.get(0),
                spacing.get(1),
                slope == 0 ? 1 : slope,
                scaling.number(Attribute.RESCALE_INTERCEPT).orElse(0.0));
    }

    private static List<Double> numbers(
            Instance instance, List<DataSet> groups, Attribute sequence, Attribute attribute, int count) {
        double[] numbers = macro(groups, sequence, attribute).numbers(attribute);
        if (numbers.length != count) {
            throw SeriesFaults.noPlace(attribute, instance.where());
        }
        return java.util.Arrays.stream(numbers).boxed().toList();
    }

    /** The data set that holds an attribute: a macro of the functional groups, or the header itself. */
    public DataSet holding(Attribute sequence, Attribute attribute) {
        return macro(groups, sequence, attribute);
    }

    private static DataSet macro(List<DataSet> groups, Attribute sequence, Attribute attribute) {
        for (DataSet group : groups) {
            Optional<DataSet> item = group.item(sequence);
            if (item.isPresent() && item.get().has(attribute)) {
                return item.get();
            }
        }
        return groups.getLast();
    }
}
