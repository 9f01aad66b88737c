package org.e2enet.imaging.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
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
import org.e2enet.imaging.orientation.ArrayView;
import org.e2enet.imaging.prepare.PreparedScan;
import org.e2enet.imaging.prepare.Preprocessor;
import org.e2enet.imaging.resample.ImageResampler;
import org.e2enet.imaging.resample.LabelResampler;
import org.e2enet.imaging.resample.Resampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against nnU-Net v1. Tolerances: 1e-3 on a scale of 0..255, 1e-4 on normalised numbers, labels exact. */
class PreprocGoldenTest {
    private static final PreprocGolden GOLDEN = new PreprocGolden();

    static Stream<String> cases() {
        return GOLDEN.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldResampleAsTheReference(String name) {
        Resampling resampling = resampling(name);
        float[] before = GOLDEN.floats("data");

        float[] image = ImageResampler.resample(before, resampling);
        short[] labels = LabelResampler.resample(GOLDEN.shorts("seg"), resampling);

        assertEquals(GOLDEN.extent(name + ".resampled"), resampling.target());
        assertEquals(GOLDEN.describe(name).get("separate_z").booleanValue(), resampling.sliceAxis() >= 0);
        assertArrayEquals(GOLDEN.floats(name + ".resampled"), image, 1e-3f);
        assertArrayEquals(GOLDEN.shorts(name + ".seg"), labels);
        assertArrayEquals(GOLDEN.floats("data"), before, "the input is left alone");
    }

    /** The whole way; the reference's array order is (d, h, w) here, so that no axis is turned. */
    @ParameterizedTest
    @MethodSource("cases")
    void shouldNormaliseAfterResamplingAsTheReference(String name) {
        JsonNode about = GOLDEN.describe(name);
        Geometry geometry = Geometry.of(GOLDEN.extent("data"), PreprocGolden.spacing(about.get("original_spacing")));
        Preparation plan = Preparation.canonical(
                PreprocGolden.spacing(about.get("target_spacing")), java.util.List.of(normalization(about)));

        PreparedScan scan = Preprocessor.prepare(
                Volume.ofChannel(geometry, GOLDEN.floats("data")),
                new LabelVolume(geometry, GOLDEN.shorts("seg")),
                plan);

        assertEquals(geometry.extent(), scan.geometry().crop().extent(), "nothing to crop in this image");
        assertArrayEquals(GOLDEN.floats(name + ".normalized.every7th"), everySeventh(scan.image()), 1e-4f);
        assertArrayEquals(GOLDEN.shorts(name + ".seg"), scan.labels());
    }

    @Test
    void shouldCropAndNormaliseInsideTheNonzeroRegionAsTheReference() {
        Size3 extent = GOLDEN.extent("bet.data");
        JsonNode box = GOLDEN.describe("bet").get("bbox");
        Geometry geometry = Geometry.of(extent, new Spacing(1, 1, 1));
        Preparation plan = Preparation.canonical(
                new Spacing(1, 1, 1),
                java.util.List.of(new ChannelNormalization(NormalizationScheme.Z_SCORE, true, null)));

        PreparedScan scan = Preprocessor.prepare(
                Volume.ofChannel(geometry, GOLDEN.floats("bet.data")),
                new LabelVolume(geometry, GOLDEN.shorts("bet.seg")),
                plan);

        CropBox crop = scan.geometry().crop();
        assertEquals(box.get(0).get(0).intValue(), crop.firstDepth());
        assertEquals(box.get(1).get(0).intValue(), crop.firstHeight());
        assertEquals(box.get(2).get(0).intValue(), crop.firstWidth());
        assertEquals(GOLDEN.extent("bet.cropped_seg"), crop.extent());
        assertArrayEquals(GOLDEN.floats("bet.masked_norm.every7th"), everySeventh(scan.image()), 1e-4f);

        NonzeroRegion region = NonzeroRegion.of(extent, java.util.List.of(GOLDEN.floats("bet.data")));
        boolean[] inside =
                ArrayView.of(scan.geometry().orientation(), extent).part(crop).gather(region.mask());
        short[] expected = GOLDEN.shorts("bet.cropped_seg");
        for (int n = 0; n < expected.length; n++) {
            int label = scan.labels()[n] == 0 && !inside[n] ? -1 : scan.labels()[n];
            assertEquals(expected[n], label, "voxel " + n);
        }
    }

    private static Resampling resampling(String name) {
        JsonNode about = GOLDEN.describe(name);
        return Resampling.between(
                GOLDEN.extent("data"),
                PreprocGolden.spacing(about.get("original_spacing")),
                PreprocGolden.spacing(about.get("target_spacing")));
    }

    private static ChannelNormalization normalization(JsonNode about) {
        JsonNode intensity = about.get("intensity");
        return switch (about.get("scheme").textValue()) {
            case "CT" -> ChannelNormalization.ct(stats(intensity));
            case "CT2" -> new ChannelNormalization(NormalizationScheme.CT_PER_SCAN, false, stats(intensity));
            default -> ChannelNormalization.Z_SCORE;
        };
    }

    private static IntensityStats stats(JsonNode intensity) {
        return new IntensityStats(
                intensity.get("mean").doubleValue(),
                intensity.get("sd").doubleValue(),
                intensity.get("percentile_00_5").doubleValue(),
                intensity.get("percentile_99_5").doubleValue());
    }

    private static float[] everySeventh(float[] values) {
        float[] kept = new float[Math.ceilDiv(values.length, 7)];
        for (int n = 0; n < kept.length; n++) {
            kept[n] = values[7 * n];
        }
        return kept;
    }
}
