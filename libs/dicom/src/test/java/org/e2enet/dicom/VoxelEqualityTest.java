package org.e2enet.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.TransferSyntax;
import org.e2enet.dicom.series.Flag;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read lies where the file says, with the numbers the file holds: any position, plane and encoding. */
class VoxelEqualityTest {
    /** A patient's position turns the scanner's axes into the patient's: signs of x and y, or x and y exchanged. */
    private static final double[][] POSITIONS = {{1, 0, 0, 1}, {-1, 0, 0, -1}, {0, 1, -1, 0}, {0, -1, 1, 0}};

    private record Case(double[] orientation, TransferSyntax syntax, boolean undefinedLengths) {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (double[] p : POSITIONS) {
            double[][] planes = {
                {p[0], p[1], 0, p[2], p[3], 0}, // axial
                {p[0], p[1], 0, 0, 0, -1}, // coronal
                {p[2], p[3], 0, 0, 0, -1}, // sagittal
            };
            for (double[] plane : planes) {
                cases.add(new Case(plane, TransferSyntax.EXPLICIT_LITTLE, false));
                cases.add(new Case(plane, TransferSyntax.EXPLICIT_LITTLE, true));
                cases.add(new Case(plane, TransferSyntax.IMPLICIT_LITTLE, true));
                cases.add(new Case(plane, TransferSyntax.EXPLICIT_BIG, false));
                cases.add(new Case(plane, TransferSyntax.DEFLATED, false));
                cases.add(new Case(plane, TransferSyntax.RLE, false));
            }
        }
        double a = Math.cos(0.3);
        double b = Math.sin(0.3);
        cases.add(new Case(new double[] {a, b, 0, -b, a, 0}, TransferSyntax.EXPLICIT_LITTLE, false));
        cases.add(new Case(new double[] {1, 0, 0, 0, a, -b}, TransferSyntax.EXPLICIT_LITTLE, false));
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldFindEveryVoxelInItsPlace(Case one, @TempDir Path folder) throws IOException {
        SyntheticSeries written = new SyntheticSeries(one.orientation()).in(one.syntax(), one.undefinedLengths());
        written.write(folder);

        try (DicomInput input = DicomInput.open(folder, ReadOptions.DEFAULT)) {
            Series series = input.onlySeries();

            assertEquals("accepted", series.verdict().text());
            assertVoxels(written, series.readVolume());
        }
    }

    private static void assertVoxels(SyntheticSeries written, Volume volume) {
        Size3 extent = volume.extent();
        assertEquals(new Size3(SyntheticSeries.SLICES, SyntheticSeries.ROWS, SyntheticSeries.COLUMNS), extent);
        Affine back = volume.geometry().affine().inverse();
        for (int slice = 0; slice < extent.depth(); slice++) {
            double[] lps = written.position(slice);
            double[] index = back.apply(-lps[0], -lps[1], lps[2]);
            int k = (int) Math.rint(index[2]);
            assertArrayEquals(new double[] {0, 0, k}, index, 1e-4);
            for (int row = 0; row < extent.height(); row++) {
                for (int column = 0; column < extent.width(); column++) {
                    assertEquals(
                            SyntheticSeries.stored(slice, row, column),
                            volume.channel(0)[extent.offset(k, row, column)]);
                }
            }
        }
        assertEquals(SyntheticSeries.COLUMN_SPACING, volume.geometry().spacing().widthMm(), 1e-6);
        assertEquals(SyntheticSeries.ROW_SPACING, volume.geometry().spacing().heightMm(), 1e-6);
        assertEquals(SyntheticSeries.SLICE_SPACING, volume.geometry().spacing().depthMm(), 1e-6);
    }

    @Test
    void shouldReadZipAsFolder(@TempDir Path folder) throws IOException {
        SyntheticSeries written = SyntheticSeries.axial();
        try (DicomInput input = DicomInput.open(written.zip(folder.resolve("a.zip")), ReadOptions.DEFAULT)) {
            assertVoxels(written, input.onlySeries().readVolume());
        }
    }

    @Test
    void shouldRescaleEverySliceByItsOwnNumbers(@TempDir Path folder) throws IOException {
        SyntheticSeries.axial()
                .with((slice, header) -> header.put(Attribute.RESCALE_SLOPE, SyntheticSeries.decimals(0.5 + slice))
                        .put(Attribute.RESCALE_INTERCEPT, "-10"))
                .write(folder);
        try (DicomInput input = DicomInput.open(folder, ReadOptions.DEFAULT)) {
            Volume volume = input.onlySeries().readVolume();
            for (int k = 0; k < SyntheticSeries.SLICES; k++) {
                assertEquals(
                        SyntheticSeries.stored(k, 0, 0) * (0.5 + k) - 10,
                        volume.channel(0)[volume.extent().offset(k, 0, 0)]);
            }
        }
    }

    @Test
    void shouldReadSignedNumbersAndIgnoreBitsBesideThem(@TempDir Path folder) throws IOException {
        SyntheticSeries.axial()
                .with((slice, header) -> header.put(Attribute.BITS_STORED, 3)
                        .put(Attribute.HIGH_BIT, 3)
                        .put(Attribute.PIXEL_REPRESENTATION, 1))
                .write(folder);
        try (DicomInput input = DicomInput.open(folder, ReadOptions.DEFAULT)) {
            Volume volume = input.onlySeries().readVolume();
            for (int column = 0; column < SyntheticSeries.COLUMNS; column++) {
                int bits = SyntheticSeries.stored(0, 0, column) >> 1 & 7;
                assertEquals(bits > 3 ? bits - 8 : bits, volume.channel(0)[column]);
            }
        }
    }

    @Test
    void shouldTakeTiltedSlicesOnTheirOwnGrid(@TempDir Path folder) throws IOException {
        SyntheticSeries.axial()
                .with((slice, header) -> header.put(
                        Attribute.IMAGE_POSITION_PATIENT,
                        SyntheticSeries.decimals(-30, 12.5 + 0.4 * slice, 100 + 2.5 * slice)))
                .write(folder);
        try (DicomInput input = DicomInput.open(folder, ReadOptions.DEFAULT)) {
            Series series = input.onlySeries();

            assertEquals(List.of(Flag.GANTRY_TILT), series.verdict().flags());
            assertEquals(-0.4, series.requireGeometry().affine().at(1, 2), 1e-6);
        }
    }

    @Test
    void shouldFlagBurnedInTextWhereItIsNotForTraining(@TempDir Path folder) throws IOException {
        Path written = SyntheticSeries.axial()
                .with((slice, header) -> header.put(Attribute.BURNED_IN_ANNOTATION, "YES"))
                .write(folder);
        try (DicomInput input = DicomInput.open(written, ReadOptions.DEFAULT)) {
            assertEquals(
                    List.of("burned-in"),
                    input.onlySeries().verdict().flags().stream()
                            .map(Flag::text)
                            .toList());
        }
    }

    @Test
    void shouldUseAnInstanceOnceThatIsThereTwice(@TempDir Path folder) throws IOException {
        SyntheticSeries written = SyntheticSeries.axial().damaged(files -> {
            List<byte[]> more = new ArrayList<>(files);
            more.add(files.get(2));
            return more;
        });
        written.write(folder);
        try (DicomInput input = DicomInput.open(folder, ReadOptions.DEFAULT)) {
            assertEquals(
                    List.of(Flag.DUPLICATE_INSTANCE),
                    input.onlySeries().verdict().flags());
            assertVoxels(written, input.onlySeries().readVolume());
        }
    }

    @Test
    void shouldKeepSeveralSeriesApartAndCountWhatIsSkipped(@TempDir Path folder) throws IOException {
        SyntheticSeries.axial().write(folder.resolve("a"));
        SyntheticSeries.axial()
                .with((slice, header) -> header.put(Attribute.SERIES_INSTANCE_UID, "1.2.826.33")
                        .put(Attribute.SOP_INSTANCE_UID, "1.2.826.9." + slice))
                .write(folder.resolve("b"));
        Files.writeString(folder.resolve("README"), "no image");
        Files.write(folder.resolve("empty"), new byte[0]);
        try (DicomInput input = DicomInput.open(folder, ReadOptions.DEFAULT)) {
            assertEquals(2, input.series().size());
            assertTrue(
                    input.series().stream().allMatch(series -> series.verdict().accepted()));
            assertEquals(java.util.Map.of("DCM-101", 1, "DCM-102", 1), input.skipped());
            Faults.expect("DCM-302", input::onlySeries);
        }
    }

    @Test
    void shouldMakeUpIdentifiersTheSameWayTwice(@TempDir Path folder) throws IOException {
        SyntheticSeries.axial()
                .with((slice, header) -> header.put(Attribute.SERIES_INSTANCE_UID, "")
                        .put(Attribute.STUDY_INSTANCE_UID, "")
                        .put(Attribute.FRAME_OF_REFERENCE_UID, ""))
                .write(folder);
        List<String> uids = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            try (DicomInput input = DicomInput.open(folder, ReadOptions.DEFAULT.withUidsRepaired())) {
                assertEquals(
                        List.of(Flag.REPAIRED_UIDS),
                        input.onlySeries().verdict().flags());
                uids.add(input.onlySeries().header().text(Attribute.SERIES_INSTANCE_UID));
            }
        }
        assertEquals(uids.get(0), uids.get(1));
        assertTrue(uids.get(0).startsWith("2.25."));
    }
}
