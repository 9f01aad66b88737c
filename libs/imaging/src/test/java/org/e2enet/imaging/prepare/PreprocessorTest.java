package org.e2enet.imaging.prepare;

import static org.e2enet.imaging.Faults.expect;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.IntensityStats;
import org.e2enet.contract.preparation.NormalizationScheme;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Synthetic;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.fingerprint.DatasetFingerprint;
import org.e2enet.imaging.fingerprint.Fingerprinter;
import org.junit.jupiter.api.Test;

class PreprocessorTest {
    private static final Spacing ONE = new Spacing(1, 1, 1);
    private static final Preparation PLAN = Preparation.canonical(ONE, List.of(ChannelNormalization.Z_SCORE));

    @Test
    void shouldRejectImageOfZeros() {
        Geometry geometry = Geometry.of(new Size3(4, 4, 4), ONE);

        expect("IMG-113", () -> Preprocessor.prepare(Volume.ofChannel(geometry, new float[64]), PLAN));
    }

    @Test
    void shouldRejectLabelsOnAnotherGrid() {
        Volume image = Synthetic.ball(Geometry.of(new Size3(6, 7, 8), ONE));
        Geometry shifted = Geometry.of(image.extent(), Affine.ofRows(1, 0, 0, 0.5, 0, 1, 0, 0, 0, 0, 1, 0));
        Geometry nearly = Geometry.of(image.extent(), Affine.ofRows(1, 0, 0, 0.01, 0, 1, 0, 0, 0, 0, 1, 0));
        Geometry larger = Geometry.of(new Size3(6, 8, 7), ONE);

        for (Geometry other : List.of(shifted, larger)) {
            LabelVolume labels = new LabelVolume(other, new short[other.extent().arrayLength()]);
            expect("IMG-114", () -> Preprocessor.prepare(image, labels, PLAN));
        }
        LabelVolume close = new LabelVolume(nearly, new short[image.extent().arrayLength()]);
        assertEquals(image.extent().volume(), close.labels().length);
        assertEquals(
                Preprocessor.prepare(image, PLAN).extent(),
                Preprocessor.prepare(image, close, PLAN).extent());
    }

    @Test
    void shouldRejectOtherChannelsThanPlanned() {
        Geometry geometry = Geometry.of(new Size3(4, 4, 4), ONE);
        Volume two = Volume.ofChannels(List.of(Synthetic.ball(geometry), Synthetic.ball(geometry)));

        expect("IMG-120", () -> Preprocessor.prepare(two, PLAN));
    }

    @Test
    void shouldRejectTargetSpacingThatMakesTooManyVoxels() {
        Preparation fine = Preparation.canonical(new Spacing(1e-4, 1e-3, 1e-3), List.of(ChannelNormalization.Z_SCORE));

        expect("IMG-121", () -> Preprocessor.prepare(Synthetic.ball(Geometry.of(new Size3(9, 9, 9), ONE)), fine));
    }

    @Test
    void shouldRejectPlansThatCannotBeCarriedOut() {
        expect("IMG-122", () -> NormalizationScheme.named("percentile"));
        Preparation untold = Preparation.canonical(null, List.of(ChannelNormalization.named("ct", null)));
        expect("IMG-123", () -> Preprocessor.prepare(Synthetic.ball(Geometry.of(new Size3(9, 9, 9), ONE)), untold));
        assertEquals(NormalizationScheme.CT, NormalizationScheme.named("ct"));
    }

    /** One channel has a lone voxel left of the other's: the box holds both, each channel keeps its own scale. */
    @Test
    void shouldCropToWhatAnyChannelHoldsAndNormaliseEachByItself() {
        Geometry geometry = Geometry.of(new Size3(2, 2, 6), ONE);
        float[] first = new float[24];
        float[] second = new float[24];
        first[1] = 1;
        second[4] = -2;
        second[12 + 6 + 3] = 6;
        Volume image = new Volume(geometry, List.of(first, second));

        PreparedScan scan = Preprocessor.prepare(
                image, Preparation.canonical(ONE, List.of(ChannelNormalization.Z_SCORE, ChannelNormalization.NONE)));

        assertEquals(new Size3(2, 2, 4), scan.extent());
        assertEquals(1, scan.geometry().crop().firstWidth());
        float[] raw = new float[16];
        raw[3] = -2;
        raw[8 + 4 + 2] = 6;
        assertArrayEquals(raw, java.util.Arrays.copyOfRange(scan.image(), 16, 32));
        // One of 16 voxels is 1: mean 1/16, deviation sqrt(15)/16.
        assertEquals(Math.sqrt(15), scan.image()[0], 1e-6);
        assertEquals(-1 / Math.sqrt(15), scan.image()[15], 1e-6);
    }

    @Test
    void shouldLeaveInputsUnchanged() {
        Volume image = Synthetic.ball(Geometry.of(new Size3(6, 7, 8), ONE));
        float[] before = image.channel(0).clone();

        PreparedScan scan = Preprocessor.prepare(image, PLAN);

        assertArrayEquals(before, image.channel(0));
        assertFalse(java.util.Arrays.equals(before, scan.image()));
    }

    @Test
    void shouldTurnScansStoredOtherwiseIntoTheSameArray() {
        Size3 extent = new Size3(8, 7, 6);
        Volume image = Synthetic.ball(Geometry.of(extent, Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0)));
        Preparation plan = Preparation.canonical(new Spacing(1.5, 1, 1), List.of(ChannelNormalization.Z_SCORE));
        float[] flipped = new float[extent.arrayLength()];
        for (int n = 0; n < flipped.length; n++) {
            flipped[n] = image.channel(0)[n / 6 * 6 + 5 - n % 6];
        }
        Volume stored =
                Volume.ofChannel(Geometry.of(extent, Affine.ofRows(-1, 0, 0, 5, 0, 1, 0, 0, 0, 0, 2, 0)), flipped);

        assertArrayEquals(
                Preprocessor.prepare(image, plan).image(),
                Preprocessor.prepare(stored, plan).image());
    }

    @Test
    void shouldPutTheCoarsestAxisFirst() {
        Volume sagittal = Synthetic.ball(Geometry.of(new Size3(12, 10, 6), new Spacing(1, 1.25, 4)));
        Preparation plan = Preparation.coarsestFirst(new Spacing(1, 1.25, 4), List.of(ChannelNormalization.Z_SCORE));

        PreparedScan scan = Preprocessor.prepare(sagittal, plan);

        assertEquals(new Spacing(4, 1, 1.25), plan.spacingMm());
        assertEquals(scan.geometry().crop().extent(), scan.extent());
        assertEquals(4, scan.geometry().spacingBeforeMm().depthMm());
    }

    @Test
    void shouldTravelAsJson() throws Exception {
        Volume image = Synthetic.ball(Geometry.of(new Size3(9, 8, 7), new Spacing(3, 0.7, 0.7)));
        Preparation plan = Preparation.coarsestFirst(
                new Spacing(2.5, 0.8, 0.8), List.of(ChannelNormalization.ct(new IntensityStats(88.25, 31.5, 45, 100))));
        PreparedGeometry geometry = Preprocessor.prepare(image, plan).geometry();
        ScanFingerprint fingerprint = Fingerprinter.of(image, null);
        ObjectMapper json = new ObjectMapper();

        assertEquals(geometry, json.readValue(json.writeValueAsString(geometry), PreparedGeometry.class));
        assertEquals(plan, json.readValue(json.writeValueAsString(plan), Preparation.class));
        assertEquals(fingerprint, json.readValue(json.writeValueAsString(fingerprint), ScanFingerprint.class));
        assertEquals(1, new DatasetFingerprint(List.of(fingerprint)).scans().size());
    }
}
