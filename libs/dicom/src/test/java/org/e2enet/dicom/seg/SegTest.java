package org.e2enet.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.Faults;
import org.e2enet.dicom.SyntheticSeries;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Reader;
import org.e2enet.dicom.part10.Part10Writer;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegTest {
    private static final List<Segment> SEGMENTS =
            List.of(Segment.uncoded(1, "liver"), Segment.uncoded(2, "tumour"), Segment.uncoded(3, "absent"));
    private static final ResultIdentity IDENTITY =
            new ResultIdentity("prediction-1", Instant.parse("2026-03-04T05:06:07.080Z"), "brain", "0.1");

    @TempDir
    Path folder;

    private Series series(SyntheticSeries written) throws IOException {
        try (DicomInput input = DicomInput.open(written.write(folder.resolve("series")), ReadOptions.DEFAULT)) {
            return input.onlySeries();
        }
    }

    static LabelVolume labels(Geometry geometry) {
        Random random = new Random(11);
        short[] labels = new short[geometry.extent().arrayLength()];
        int plane = geometry.extent().height() * geometry.extent().width();
        for (int n = plane; n < labels.length - plane; n++) {
            labels[n] = (short) random.nextInt(3);
        }
        return new LabelVolume(geometry, labels);
    }

    private interface Form {
        void write(Series series, LabelVolume labels, ByteArrayOutputStream out) throws IOException;
    }

    private static final Form BINARY =
            (series, labels, out) -> SegWriter.writeBinary(series, labels, SEGMENTS, IDENTITY, out);
    private static final Form LABELMAP =
            (series, labels, out) -> SegWriter.writeLabelMap(series, labels, SEGMENTS, IDENTITY, out);

    private static byte[] bytes(Form form, Series series, LabelVolume labels) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        form.write(series, labels, out);
        return out.toByteArray();
    }

    private Segmentation back(byte[] bytes, Series series) throws IOException {
        return SegReader.read(Files.write(folder.resolve("seg.dcm"), bytes), series);
    }

    @Test
    void shouldComeBackVoxelForVoxelInEveryPlane() throws IOException {
        double[][] planes = {
            {1, 0, 0, 0, 1, 0},
            {-1, 0, 0, 0, -1, 0},
            {0, 1, 0, 0, 0, -1},
            {1, 0, 0, 0, 0, -1},
            {0.8, 0.6, 0, -0.6, 0.8, 0}
        };
        for (double[] plane : planes) {
            Series series = series(new SyntheticSeries(plane));
            LabelVolume labels = labels(series.requireGeometry());
            for (Form form : List.of(BINARY, LABELMAP)) {
                Segmentation back = back(bytes(form, series, labels), series);

                assertArrayEquals(labels.labels(), back.labels().labels());
                assertEquals(new Segmentation.Named(2, "tumour"), back.names().get(1));
            }
        }
    }

    @Test
    void shouldWriteOnlyFramesThatHoldSomething() throws IOException {
        Series series = series(SyntheticSeries.axial());
        LabelVolume labels = labels(series.requireGeometry());

        assertEquals(
                2 * (SyntheticSeries.SLICES - 2),
                back(bytes(BINARY, series, labels), series).frames());
    }

    @Test
    void shouldSayNothingFoundWithOneEmptyFrame() throws IOException {
        Series series = series(SyntheticSeries.axial());
        Size3 extent = series.requireGeometry().extent();
        LabelVolume nothing = new LabelVolume(series.requireGeometry(), new short[extent.arrayLength()]);

        Segmentation back = back(bytes(BINARY, series, nothing), series);

        assertEquals(1, back.frames());
        assertEquals(0, back.labels().maxLabel());
    }

    @Test
    void shouldWriteEqualBytesForOnePredictionAndOthersForAnother() throws IOException {
        Series series = series(SyntheticSeries.axial());
        LabelVolume labels = labels(series.requireGeometry());
        byte[] first = bytes(BINARY, series, labels);

        assertArrayEquals(first, bytes(BINARY, series, labels));
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        ResultIdentity otherPrediction =
                new ResultIdentity("prediction-2", IDENTITY.predicted(), IDENTITY.modelName(), "0.1");
        SegWriter.writeBinary(series, labels, SEGMENTS, otherPrediction, other);
        assertTrue(!java.util.Arrays.equals(first, other.toByteArray()));
    }

    @Test
    void shouldTakePaddingOfLabelMapsForBackground() throws IOException {
        Series series = series(SyntheticSeries.axial());
        LabelVolume labels = labels(series.requireGeometry());
        DataSet seg = new Part10Reader(MemorySegment.ofArray(bytes(LABELMAP, series, labels)), "t")
                .read()
                .dataSet();
        byte[] pixels = new byte[labels.labels().length];
        for (int n = 0; n < pixels.length; n++) {
            pixels[n] = (byte) (labels.labels()[n] == 0 ? 9 : labels.labels()[n]);
        }
        seg.put(Attribute.PIXEL_PADDING_VALUE, 9).putBytes(Attribute.PIXEL_DATA, pixels);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Part10Writer.write(seg, out);

        assertArrayEquals(
                labels.labels(), back(out.toByteArray(), series).labels().labels());
    }

    @Test
    void shouldRefuseSegmentationsOfAnotherSeries() throws IOException {
        Series series = series(SyntheticSeries.axial());
        byte[] seg = bytes(BINARY, series, labels(series.requireGeometry()));

        Series otherFrame = series(SyntheticSeries.axial()
                .with((slice, header) -> header.put(Attribute.FRAME_OF_REFERENCE_UID, "1.2.3.4")));
        Faults.expect("DCM-602", () -> back(seg, otherFrame));
        Series moved = series(SyntheticSeries.axial()
                .with((slice, header) -> header.put(
                        Attribute.IMAGE_POSITION_PATIENT, SyntheticSeries.decimals(-30, 12.5, 101 + 2.5 * slice))));
        Faults.expect("DCM-603", () -> back(seg, moved));
        Series turned = series(new SyntheticSeries(0.8, 0.6, 0, -0.6, 0.8, 0));
        Faults.expect("DCM-603", () -> back(seg, turned));
        Faults.expect("DCM-104", () -> back(java.util.Arrays.copyOf(seg, seg.length - 4), series));
        Faults.expect("DCM-601", () -> SegReader.read(folder.resolve("series").resolve("IM0"), series));
    }

    @Test
    void shouldRefuseLabelsWithoutASegmentAndGridsThatDiffer() throws IOException {
        Series series = series(SyntheticSeries.axial());
        LabelVolume labels = labels(series.requireGeometry());
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Faults.expect("DCM-606", () -> SegWriter.writeBinary(series, labels, SEGMENTS.subList(0, 1), IDENTITY, out));
        Faults.expect("DCM-606", () -> SegWriter.writeBinary(series, labels, List.of(SEGMENTS.get(1)), IDENTITY, out));
        Geometry small =
                Geometry.of(new Size3(2, 2, 2), series.requireGeometry().affine());
        LabelVolume other = new LabelVolume(small, new short[8]);
        Faults.expect("IMG-114", () -> SegWriter.writeBinary(series, other, SEGMENTS, IDENTITY, out));
    }
}
