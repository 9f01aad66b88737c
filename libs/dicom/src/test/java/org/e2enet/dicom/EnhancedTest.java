package org.e2enet.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Reader;
import org.e2enet.dicom.part10.RawDicom;
import org.e2enet.dicom.part10.TransferSyntax;
import org.e2enet.dicom.seg.ResultIdentity;
import org.e2enet.dicom.seg.SegReader;
import org.e2enet.dicom.seg.SegWriter;
import org.e2enet.dicom.seg.Segment;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enhanced multi-frame images: one file, frames in any order, places in functional groups. */
class EnhancedTest {
    /** Frames as they lie in the file: not in the order of their places. */
    private static final int[] ORDER = {3, 0, 6, 1, 5, 2, 4};

    @TempDir
    Path folder;

    private Path write(String name, BiConsumer<Integer, DataSet> changeFrame) throws IOException {
        SyntheticSeries classic = SyntheticSeries.axial();
        DataSet header = classic.header(0);
        header.put(Attribute.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.4.1");
        header.put(Attribute.SOP_INSTANCE_UID, "1.2.826.7." + name.hashCode());
        header.put(Attribute.NUMBER_OF_FRAMES, ORDER.length);
        for (Attribute classicOnly : List.of(
                Attribute.IMAGE_POSITION_PATIENT, Attribute.IMAGE_ORIENTATION_PATIENT, Attribute.PIXEL_SPACING)) {
            header.putBytes(classicOnly, new byte[0]);
        }
        DataSet orientation = new DataSet().put(Attribute.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0");
        DataSet measures = new DataSet().put(Attribute.PIXEL_SPACING, SyntheticSeries.decimals(0.75, 0.5));
        header.put(
                Attribute.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
                new DataSet()
                        .put(Attribute.PLANE_ORIENTATION_SEQUENCE, orientation)
                        .put(Attribute.PIXEL_MEASURES_SEQUENCE, measures));
        List<DataSet> frames = new ArrayList<>();
        short[] pixels = new short[ORDER.length * SyntheticSeries.ROWS * SyntheticSeries.COLUMNS];
        for (int frame = 0; frame < ORDER.length; frame++) {
            int slice = ORDER[frame];
            DataSet group = new DataSet()
                    .put(
                            Attribute.PLANE_POSITION_SEQUENCE,
                            new DataSet()
                                    .put(
                                            Attribute.IMAGE_POSITION_PATIENT,
                                            SyntheticSeries.decimals(classic.position(slice))))
                    .put(Attribute.FRAME_CONTENT_SEQUENCE, new DataSet().put(Attribute.STACK_ID, "1"))
                    .put(
                            Attribute.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                            new DataSet()
                                    .put(Attribute.RESCALE_SLOPE, Integer.toString(slice + 1))
                                    .put(Attribute.RESCALE_INTERCEPT, "-5"));
            changeFrame.accept(frame, group);
            frames.add(group);
            short[] one = SyntheticSeries.pixels(slice);
            System.arraycopy(one, 0, pixels, frame * one.length, one.length);
        }
        header.put(Attribute.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames);
        TransferSyntax syntax = TransferSyntax.EXPLICIT_LITTLE;
        return Files.write(
                folder.resolve(name), RawDicom.file(syntax, header, RawDicom.nativePixels(syntax, pixels), true));
    }

    private static Series read(Path path) {
        try (DicomInput input = DicomInput.open(path, ReadOptions.DEFAULT)) {
            return input.series().getFirst();
        }
    }

    @Test
    void shouldPutFramesInOrderAndRescaleEachByItsOwn() throws IOException {
        Series series = read(write("one", (frame, group) -> {}));

        assertEquals("accepted", series.verdict().text(), () -> series.verdict().toString());
        Volume volume = series.readVolume();
        for (int k = 0; k < SyntheticSeries.SLICES; k++) {
            assertEquals(
                    SyntheticSeries.stored(k, 2, 3) * (k + 1) - 5,
                    volume.channel(0)[volume.extent().offset(k, 2, 3)]);
        }
        assertEquals(SyntheticSeries.SLICE_SPACING, volume.geometry().spacing().depthMm(), 1e-6);
    }

    @Test
    void shouldReferToFramesInSegmentations() throws IOException {
        Series series = read(write("one", (frame, group) -> {}));
        short[] labels = new short[series.requireGeometry().extent().arrayLength()];
        labels[series.requireGeometry().extent().offset(2, 1, 1)] = 1;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SegWriter.writeBinary(
                series,
                new LabelVolume(series.requireGeometry(), labels),
                List.of(Segment.uncoded(1, "node")),
                new ResultIdentity("p", Instant.EPOCH, "m", "1"),
                out);
        Path seg = Files.write(folder.resolve("seg"), out.toByteArray());

        assertArrayEquals(labels, SegReader.read(seg, series).labels().labels());
        DataSet source = new Part10Reader(MemorySegment.ofArray(out.toByteArray()), "t")
                .read()
                .dataSet()
                .item(Attribute.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)
                .flatMap(group -> group.item(Attribute.DERIVATION_IMAGE_SEQUENCE))
                .flatMap(derivation -> derivation.item(Attribute.SOURCE_IMAGE_SEQUENCE))
                .orElseThrow();
        assertEquals(6, source.integer(Attribute.REFERENCED_FRAME_NUMBER, 0), "slice 2 is the sixth frame");
    }

    @Test
    void shouldRefuseSeveralStacksAndNameWhatPartsThem() throws IOException {
        String start = SyntheticSeries.decimals(SyntheticSeries.axial().position(0));
        Fault stacks = read(write("stacks", (frame, group) -> {
                    group.put(
                            Attribute.PLANE_POSITION_SEQUENCE,
                            new DataSet().put(Attribute.IMAGE_POSITION_PATIENT, start));
                    group.put(Attribute.FRAME_CONTENT_SEQUENCE, new DataSet().put(Attribute.STACK_ID, "" + frame));
                }))
                .verdict()
                .refusal()
                .orElseThrow();

        assertEquals("DCM-313", stacks.code());
        assertTrue(stacks.what().contains("StackID"), stacks.message());
    }

    @Test
    void shouldRefuseSeveralFilesThatEachHoldAWholeStack() throws IOException {
        write("first", (frame, group) -> {});
        write("second", (frame, group) -> {});

        assertEquals("DCM-313", read(folder).verdict().refusal().orElseThrow().code());
    }

    @Test
    void shouldRefuseFramesWithoutGroupsOrPlace() throws IOException {
        assertEquals(
                "DCM-303",
                read(write("placeless", (frame, group) -> group.put(Attribute.PLANE_POSITION_SEQUENCE, List.of())))
                        .verdict()
                        .refusal()
                        .orElseThrow()
                        .code());
    }
}
