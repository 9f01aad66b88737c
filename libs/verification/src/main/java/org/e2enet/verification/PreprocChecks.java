package org.e2enet.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.IntensityStats;
import org.e2enet.contract.preparation.NormalizationScheme;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.crop.NonzeroRegion;
import org.e2enet.imaging.normalize.Normalizer;
import org.e2enet.imaging.orientation.ArrayView;
import org.e2enet.imaging.prepare.PreparedScan;
import org.e2enet.imaging.prepare.Preprocessor;
import org.e2enet.imaging.resample.ImageResampler;
import org.e2enet.imaging.resample.LabelResampler;
import org.e2enet.imaging.resample.Resampling;
import org.e2enet.safetensors.SafetensorsFile;

/**
 * Preparation as nnU-Net v1 has it: every case of {@code preproc.json} resampled (image and labels) and normalised, and
 * one brain cropped to its nonzero region and normalised inside it. Arrays are [d, h, w] in the reference's own order.
 */
public final class PreprocChecks implements CheckSet {
    private static final String FILE = "preproc.json";
    private static final String TENSORS = "preproc.safetensors";
    private static final int NORMALIZED_STEP = 7;

    /** On intensities of 0 to 255. */
    private static final double RESAMPLED_ALLOWED = 1e-3;

    private static final double NORMALIZED_ALLOWED = 1e-4;

    @Override
    public String name() {
        return "preproc";
    }

    @Override
    public List<Check> run(ReferenceFolder folder) throws IOException {
        for (String file : List.of(FILE, TENSORS)) {
            if (!folder.has(file)) {
                return List.of(Check.absent("preproc", file));
            }
        }
        JsonNode figures = folder.json(FILE);
        Attempts attempts = new Attempts();
        try (SafetensorsFile tensors = folder.tensors(TENSORS)) {
            for (Map.Entry<String, JsonNode> one : figures.path("cases").properties()) {
                attempts.add("preproc." + one.getKey(), () -> resampling(one.getKey(), one.getValue(), tensors));
            }
            if (figures.has("bet")) {
                attempts.add("preproc.bet", () -> cropping(figures.get("bet"), tensors));
            }
        }
        return attempts.checks().isEmpty() ? List.of(Check.absent("preproc", "case in " + FILE)) : attempts.checks();
    }

    private static List<Check> resampling(String name, JsonNode about, SafetensorsFile tensors) {
        Resampling resampling = Resampling.between(
                extent(tensors, "data"),
                spacing(about.required("original_spacing")),
                spacing(about.required("target_spacing")));
        float[] data = tensors.floats("data");
        short[] seg = labels(tensors, "seg");
        // The resampler may answer its input where nothing changes; normalising is done in place.
        float[] image = ImageResampler.resample(data, resampling).clone();
        short[] resampledSeg = LabelResampler.resample(seg, resampling);

        String label = "preproc." + name;
        List<Check> checks = new ArrayList<>();
        boolean sameSizes = extent(tensors, name + ".resampled").equals(resampling.target());
        double deviation =
                sameSizes ? Deviation.max(tensors.floats(name + ".resampled"), image) : Double.POSITIVE_INFINITY;
        checks.add(Check.of(
                label + ".resampled",
                deviation,
                RESAMPLED_ALLOWED,
                "intensities on " + resampling.target() + " voxels"));
        double different = new LabelTies(seg, resampling).differences(labels(tensors, name + ".seg"), resampledSeg);
        checks.add(Check.of(label + ".seg", different, 0, "voxels of another label, but for shares of one half"));
        boolean[] inside = new boolean[resampledSeg.length];
        for (int n = 0; n < inside.length; n++) {
            inside[n] = resampledSeg[n] >= 0;
        }
        Normalizer.apply(normalization(about), image, 0, image.length, inside);
        checks.add(normalized(label + ".normalized", tensors.floats(name + ".normalized.every7th"), image));
        return checks;
    }

    private static List<Check> cropping(JsonNode about, SafetensorsFile tensors) {
        Size3 extent = extent(tensors, "bet.data");
        float[] data = tensors.floats("bet.data");
        Geometry geometry = Geometry.of(extent, new Spacing(1, 1, 1));
        Preparation plan = Preparation.canonical(
                new Spacing(1, 1, 1), List.of(new ChannelNormalization(NormalizationScheme.Z_SCORE, true, null)));
        LabelVolume seg = new LabelVolume(geometry, labels(tensors, "bet.seg"));
        PreparedScan scan = Preprocessor.prepare(Volume.ofChannel(geometry, data), seg, plan);
        CropBox crop = scan.geometry().crop();

        List<Check> checks = new ArrayList<>();
        int[] first = {crop.firstDepth(), crop.firstHeight(), crop.firstWidth()};
        int corner = 0;
        for (int axis = 0; axis < first.length; axis++) {
            JsonNode bounds = about.required("bbox").required(axis);
            int end = first[axis] + crop.extent().along(axis);
            corner = Math.max(corner, Math.abs(bounds.required(0).asInt() - first[axis]));
            corner = Math.max(corner, Math.abs(bounds.required(1).asInt() - end));
        }
        checks.add(Check.of("preproc.bet.crop", corner, 0, "voxels between the boxes, of " + crop.extent()));

        boolean[] region = NonzeroRegion.of(extent, List.of(data)).mask();
        boolean[] inside =
                ArrayView.of(scan.geometry().orientation(), extent).part(crop).gather(region);
        short[] expected = labels(tensors, "bet.cropped_seg");
        double different = expected.length == inside.length ? 0 : Double.POSITIVE_INFINITY;
        for (int n = 0; n < inside.length && n < expected.length; n++) {
            int found = scan.labels()[n] == 0 && !inside[n] ? -1 : scan.labels()[n];
            different += expected[n] == found ? 0 : 1;
        }
        checks.add(Check.of("preproc.bet.seg", different, 0, "voxels of another label, -1 outside the brain"));
        checks.add(normalized("preproc.bet.normalized", tensors.floats("bet.masked_norm.every7th"), scan.image()));
        return checks;
    }

    private static Check normalized(String name, float[] expected, float[] image) {
        float[] kept = new float[Math.ceilDiv(image.length, NORMALIZED_STEP)];
        for (int n = 0; n < kept.length; n++) {
            kept[n] = image[NORMALIZED_STEP * n];
        }
        return Check.of(name, Deviation.max(expected, kept), NORMALIZED_ALLOWED, "every seventh voxel");
    }

    /** By nnU-Net v1's names; what it does not know it normalises by the scan's own mean and deviation. */
    private static ChannelNormalization normalization(JsonNode about) {
        boolean inside = about.path("use_nonzero_mask").asBoolean();
        JsonNode intensity = about.path("intensity");
        return switch (about.required("scheme").asText()) {
            case "CT" -> new ChannelNormalization(NormalizationScheme.CT, inside, stats(intensity));
            case "CT2" -> new ChannelNormalization(NormalizationScheme.CT_PER_SCAN, inside, stats(intensity));
            case "noNorm" -> ChannelNormalization.NONE;
            default -> new ChannelNormalization(NormalizationScheme.Z_SCORE, inside, null);
        };
    }

    private static IntensityStats stats(JsonNode intensity) {
        return new IntensityStats(
                intensity.required("mean").asDouble(),
                intensity.required("sd").asDouble(),
                intensity.required("percentile_00_5").asDouble(),
                intensity.required("percentile_99_5").asDouble());
    }

    private static Spacing spacing(JsonNode array) {
        return new Spacing(
                array.required(0).asDouble(),
                array.required(1).asDouble(),
                array.required(2).asDouble());
    }

    private static Size3 extent(SafetensorsFile tensors, String name) {
        List<Integer> shape = tensors.entry(name).shape();
        if (shape.size() != 3) {
            throw new IllegalArgumentException(name + ": an array [d, h, w] is wanted, got " + shape);
        }
        return new Size3(shape.get(0), shape.get(1), shape.get(2));
    }

    private static short[] labels(SafetensorsFile tensors, String name) {
        float[] values = tensors.floats(name);
        short[] labels = new short[values.length];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = (short) values[n];
        }
        return labels;
    }
}
