package org.e2enet.prediction.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.e2enet.contract.ClassLabels;
import org.e2enet.contract.quality.Finding;
import org.e2enet.contract.quality.Quality;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.contract.quality.Range;
import org.e2enet.contract.scan.PreparedGeometry;

/**
 * A scan and its segmentation in numbers.
 *
 * @param geometry of the prepared scan
 * @param classes by class, background first
 * @param channels by channel
 */
public record ScanMeasures(PreparedGeometry geometry, List<ClassMeasure> classes, List<ChannelMeasure> channels) {
    /** Fewer voxels have no place worth the name. */
    private static final int LEAST_VOXELS = 8;

    private static final List<String> AXES = List.of("depth", "height", "width");

    public ScanMeasures {
        classes = List.copyOf(classes);
        channels = List.copyOf(channels);
    }

    /** Measures the channels of an image, {@code [C][d·h·w]}. */
    public static List<ChannelMeasure> channels(float[] image, PreparedGeometry geometry) {
        int voxels = geometry.extent().arrayLength();
        return IntStream.range(0, image.length / voxels)
                .mapToObj(channel -> ChannelMeasure.of(
                        image, channel, voxels, geometry.extent().width()))
                .toList();
    }

    /** What is unusual by a reference. @param reference of the model, or null: nothing is judged then */
    public Quality against(QualityReference reference, ClassLabels labels) {
        Map<String, Double> measures = new TreeMap<>(body(labels));
        measures.putAll(doubt(labels));
        if (reference != null) {
            measures.putAll(stability(reference.percentiles()));
        }
        measures.replaceAll((name, value) -> MeasureKind.rounded(value));
        List<Finding> findings = new ArrayList<>();
        if (reference != null) {
            measures.forEach((name, value) -> {
                Range usual = reference.ranges().get(name);
                if (usual != null && !usual.holds(value)) {
                    findings.add(new Finding(name, value, usual.low(), usual.high()));
                }
            });
        }
        return new Quality(reference != null, measures, findings);
    }

    /** The flags of what was found. */
    public static List<String> flags(Quality quality) {
        return MeasureKind.flags(
                quality.findings().stream().map(Finding::measure).toList());
    }

    /** What is in the scan: known of a truth as well as of a prediction. */
    Map<String, Double> body(ClassLabels labels) {
        Map<String, Double> named = new TreeMap<>();
        for (int axis = 0; axis < AXES.size(); axis++) {
            double extentMm =
                    geometry.extent().along(axis) * geometry.spacingMm().along(axis);
            named.put(MeasureKind.EXTENT.of(AXES.get(axis)), extentMm);
        }
        for (int c = 1; c < classes.size(); c++) {
            int label = labels.values().get(c);
            ClassMeasure measure = classes.get(c);
            named.put(MeasureKind.VOLUME.of(label), measure.volumeMl());
            if (measure.voxels() >= LEAST_VOXELS) {
                for (int axis = 0; axis < AXES.size(); axis++) {
                    named.put(
                            MeasureKind.POSITION.of(label, AXES.get(axis)),
                            measure.centre().get(axis));
                }
            }
        }
        for (int channel = 0; channel < channels.size(); channel++) {
            named.put(MeasureKind.ROUGHNESS.of(channel), channels.get(channel).roughness());
        }
        return named;
    }

    /** How sure the network is: known of a prediction only. */
    Map<String, Double> doubt(ClassLabels labels) {
        Map<String, Double> named = new TreeMap<>();
        double voxels = classes.stream().mapToLong(ClassMeasure::voxels).sum();
        double entropy = 0;
        double boundary = 0;
        for (int c = 0; c < classes.size(); c++) {
            int label = labels.values().get(c);
            ClassMeasure measure = classes.get(c);
            entropy += measure.meanEntropy() * measure.voxels() / voxels;
            boundary += measure.boundaryShare() * measure.voxels() / voxels;
            if (measure.voxels() >= LEAST_VOXELS) {
                named.put(MeasureKind.UNCERTAINTY.of(label), measure.meanEntropy());
                named.put(MeasureKind.BOUNDARY.of(label), measure.boundaryShare());
            }
            if (c > 0) {
                named.put(MeasureKind.COMPONENTS.of(label), (double) measure.components());
            }
        }
        named.put(MeasureKind.UNCERTAINTY.of(), entropy);
        named.put(MeasureKind.BOUNDARY.of(), boundary);
        return named;
    }

    Map<String, Double> stability(List<List<Double>> percentiles) {
        Map<String, Double> named = new TreeMap<>();
        for (int channel = 0; channel < channels.size(); channel++) {
            named.put(MeasureKind.STABILITY.of(channel), channels.get(channel).stability(percentiles.get(channel)));
        }
        return named;
    }
}
