package org.e2enet.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.e2enet.imaging.Extent;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Spacing;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.normalize.ChannelNormalization;
import org.e2enet.imaging.normalize.IntensityStats;
import org.e2enet.imaging.normalize.NormalizationScheme;
import org.e2enet.imaging.prepare.PreparedScan;
import org.e2enet.imaging.prepare.PreprocessingPlan;
import org.e2enet.imaging.prepare.Preprocessor;
import org.e2enet.imaging.resample.ImageResampler;
import org.e2enet.imaging.resample.LabelResampler;
import org.e2enet.imaging.resample.Resampling;
import org.e2enet.network.safetensors.SafetensorsFile;

/** Resampling, normalisation and cropping of nnU-Net v1 on a small image. */
public final class PreprocessingChecks implements CheckSet {
    private static final String FIGURES = "preproc.json";
    private static final String TENSORS = "preproc.safetensors";
    private static final String CROP = "bet";
    private static final double RESAMPLED_ALLOWED = 1e-3;
    private static final double NORMALISED_ALLOWED = 1e-4;
    private static final int EVERY = 7;

    @Override
    public String name() {
        return "preproc";
    }

    @Override
    public List<Check> run(ReferenceFolder folder) throws IOException {
        for (String file : List.of(FIGURES, TENSORS)) {
            if (!folder.has(file)) {
                return List.of(Check.absent(name(), file));
            }
        }
        JsonNode figures = folder.json(FIGURES);
        List<Check> checks = new ArrayList<>();
        try (SafetensorsFile tensors = folder.tensors(TENSORS)) {
            for (Map.Entry<String, JsonNode> one : figures.path("cases").properties()) {
                checks.addAll(resampling(one.getKey(), one.getValue(), tensors));
            }
            if (tensors.contains(CROP + ".data")) {
                checks.add(crop(tensors));
            }
        }
        return checks;
    }

    private List<Check> resampling(String of, JsonNode about, SafetensorsFile tensors) {
        Spacing from = spacing(about.get("original_spacing"));
        Spacing to = spacing(about.get("target_spacing"));
        Extent extent = extent(tensors, "data");
        Resampling resampling = Resampling.between(extent, from, to);
        float[] image = ImageResampler.resample(tensors.floats("data"), resampling);
        short[] labels = LabelResampler.resample(labels(tensors, "seg"), resampling);
        Geometry geometry = Geometry.of(extent, from);
        PreprocessingPlan plan = PreprocessingPlan.canonical(to, List.of(normalization(about)));
        PreparedScan scan = Preprocessor.prepare(
                new Volume(geometry, List.of(tensors.floats("data"))),
                new LabelVolume(geometry, labels(tensors, "seg")),
                plan);
        return List.of(
                Check.of(
                        name() + "." + of + ".resampled",
                        Deviation.max(tensors.floats(of + ".resampled"), image),
                        RESAMPLED_ALLOWED,
                        "grey values of 0 to 255"),
                Check.of(
                        name() + "." + of + ".labels",
                        different(labels(tensors, of + ".seg"), labels),
                        0,
                        "voxels of another label"),
                Check.of(
                        name() + "." + of + ".normalised",
                        Deviation.max(tensors.floats(of + ".normalized.every7th"), everySeventh(scan.image())),
                        NORMALISED_ALLOWED,
                        "intensities after normalisation"));
    }

    private Check crop(SafetensorsFile tensors) {
        Spacing spacing = new Spacing(1, 1, 1);
        Geometry geometry = Geometry.of(extent(tensors, CROP + ".data"), spacing);
        ChannelNormalization inside = new ChannelNormalization(NormalizationScheme.Z_SCORE, true, null);
        PreparedScan scan = Preprocessor.prepare(
                new Volume(geometry, List.of(tensors.floats(CROP + ".data"))),
                new LabelVolume(geometry, labels(tensors, CROP + ".seg")),
                PreprocessingPlan.canonical(spacing, List.of(inside)));
        return Check.of(
                name() + ".crop",
                Deviation.max(tensors.floats(CROP + ".masked_norm.every7th"), everySeventh(scan.image())),
                NORMALISED_ALLOWED,
                "cropped to nonzero, normalised inside");
    }

    private static ChannelNormalization normalization(JsonNode about) {
        JsonNode intensity = about.get("intensity");
        return switch (about.get("scheme").asText()) {
            case "CT" -> ChannelNormalization.ct(stats(intensity));
            case "CT2" -> new ChannelNormalization(NormalizationScheme.CT_PER_SCAN, false, stats(intensity));
            default -> ChannelNormalization.Z_SCORE;
        };
    }

    private static IntensityStats stats(JsonNode intensity) {
        return new IntensityStats(
                intensity.get("mean").asDouble(),
                intensity.get("sd").asDouble(),
                intensity.get("percentile_00_5").asDouble(),
                intensity.get("percentile_99_5").asDouble());
    }

    private static Spacing spacing(JsonNode mm) {
        return new Spacing(mm.get(0).asDouble(), mm.get(1).asDouble(), mm.get(2).asDouble());
    }

    private static Extent extent(SafetensorsFile tensors, String name) {
        List<Integer> shape = tensors.entry(name).shape();
        return new Extent(shape.get(0), shape.get(1), shape.get(2));
    }

    private static short[] labels(SafetensorsFile tensors, String name) {
        float[] values = tensors.floats(name);
        short[] labels = new short[values.length];
        for (int v = 0; v < labels.length; v++) {
            labels[v] = (short) values[v];
        }
        return labels;
    }

    private static double different(short[] expected, short[] actual) {
        if (expected.length != actual.length) {
            return Double.POSITIVE_INFINITY;
        }
        int different = 0;
        for (int v = 0; v < expected.length; v++) {
            different += expected[v] == actual[v] ? 0 : 1;
        }
        return different;
    }

    private static float[] everySeventh(float[] values) {
        float[] kept = new float[Math.ceilDiv(values.length, EVERY)];
        for (int n = 0; n < kept.length; n++) {
            kept[n] = values[EVERY * n];
        }
        return kept;
    }
}
