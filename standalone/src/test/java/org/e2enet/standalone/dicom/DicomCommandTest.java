package org.e2enet.standalone.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Writer;
import org.e2enet.dicom.seg.ResultIdentity;
import org.e2enet.dicom.seg.SegWriter;
import org.e2enet.dicom.seg.Segment;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DicomCommandTest {
    private static final int SLICES = 4;
    private static final int ROWS = 3;
    private static final int COLUMNS = 5;

    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    /** Runs the command and returns what it printed, after a check of its exit status. */
    private String run(int status, String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CommandLine command = new CommandLine(new DicomCommand())
                    .setErr(new PrintWriter(err))
                    .setExecutionExceptionHandler(new org.e2enet.standalone.console.Failures());
            assertEquals(status, command.execute(arguments), () -> err + printed.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private Path series(double spacingMm) throws IOException {
        Path files = Files.createDirectories(folder.resolve("series-" + spacingMm));
        for (int slice = 0; slice < SLICES; slice++) {
            byte[] pixels = new byte[2 * ROWS * COLUMNS];
            for (int n = 0; n < ROWS * COLUMNS; n++) {
                pixels[2 * n] = (byte) (slice * 20 + n);
            }
            // The last slice lies elsewhere where distances are to be uneven.
            double place = slice == 3 ? 2 * spacingMm + 2 : 2 * slice;
            DataSet image = new DataSet()
                    .put(Attribute.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.4")
                    .put(Attribute.SOP_INSTANCE_UID, "1.2.3.4." + slice)
                    .put(Attribute.MODALITY, "MR")
                    .put(Attribute.PATIENT_NAME, "Doe^Jane")
                    .put(Attribute.STUDY_INSTANCE_UID, "1.2.3.5")
                    .put(Attribute.SERIES_INSTANCE_UID, "1.2.3.6")
                    .put(Attribute.FRAME_OF_REFERENCE_UID, "1.2.3.7")
                    .put(Attribute.INSTANCE_NUMBER, slice)
                    .put(Attribute.IMAGE_POSITION_PATIENT, "0\\0\\" + place)
                    .put(Attribute.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0")
                    .put(Attribute.PIXEL_SPACING, "0.5\\0.5")
                    .put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                    .put(Attribute.ROWS, ROWS)
                    .put(Attribute.COLUMNS, COLUMNS)
                    .put(Attribute.BITS_ALLOCATED, 16)
                    .put(Attribute.BITS_STORED, 16)
                    .put(Attribute.PIXEL_REPRESENTATION, 0)
                    .putBytes(Attribute.PIXEL_DATA, pixels);
            try (OutputStream out = Files.newOutputStream(files.resolve("IM" + slice))) {
                Part10Writer.write(image, out);
            }
        }
        return files;
    }

    @Test
    void shouldTellVerdictsWithoutNames() throws IOException {
        String taken = run(0, "inspect", series(2).toString());
        String refused = run(1, "inspect", series(3.1).toString());

        assertTrue(taken.contains("MR") && taken.contains("4 x 3 x 5") && taken.contains("accepted"), taken);
        assertTrue(refused.contains("DCM-309"), refused);
        for (String words : List.of(taken, refused)) {
            assertFalse(words.contains("Doe") || words.contains("1.2.3"), words);
        }
        String json = run(0, "inspect", series(2).toString(), "--json");
        assertTrue(json.contains("\"verdict\" : \"accepted\""), json);
    }

    @Test
    void shouldCompareWithAnotherConvertersImage() throws IOException {
        Path files = series(2);
        Path same = folder.resolve("same.nii");
        Path other = folder.resolve("other.nii");
        try (DicomInput input = DicomInput.open(files, ReadOptions.DEFAULT)) {
            org.e2enet.imaging.Volume volume = input.onlySeries().readVolume();
            NiftiWriter.write(volume, NiftiEncoding.FLOAT32, same);
            volume.channel(0)[7]++;
            NiftiWriter.write(volume, NiftiEncoding.FLOAT32, other);
        }

        assertTrue(run(0, "inspect", files.toString(), "--against", same.toString())
                .contains("0 of 60 voxels differ"));
        assertTrue(run(1, "inspect", files.toString(), "--against", other.toString())
                .contains("1 of 60 voxels differ"));
    }

    @Test
    void shouldCheckSegmentationAgainstItsSeries() throws IOException {
        Path files = series(2);
        Path seg = folder.resolve("seg.dcm");
        try (DicomInput input = DicomInput.open(files, ReadOptions.DEFAULT);
                OutputStream out = Files.newOutputStream(seg)) {
            Series series = input.onlySeries();
            short[] labels = new short[SLICES * ROWS * COLUMNS];
            labels[20] = 1;
            labels[21] = 1;
            SegWriter.writeBinary(
                    series,
                    new LabelVolume(series.requireGeometry(), labels),
                    List.of(Segment.uncoded(1, "liver")),
                    new ResultIdentity("p", Instant.EPOCH, "m", "1"),
                    out);
        }

        String words = run(0, "check", seg.toString(), "--series", files.toString());

        assertTrue(words.contains("liver") && words.contains("2"), words);
        run(1, "check", files.resolve("IM0").toString(), "--series", files.toString());
        assertTrue(err.toString().contains("DCM-601"), err::toString);
    }
}
