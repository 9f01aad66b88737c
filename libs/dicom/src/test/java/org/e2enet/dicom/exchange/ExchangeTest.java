package org.e2enet.dicom.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.LabelCode;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.Faults;
import org.e2enet.dicom.SyntheticSeries;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Reader;
import org.e2enet.dicom.seg.ResultIdentity;
import org.e2enet.dicom.seg.SegReader;
import org.e2enet.dicom.seg.Segmentation;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {
    private static final LabelCode LIVER = new LabelCode(
            new LabelCode.Concept("123037004", "SCT", "Anatomical Structure"),
            new LabelCode.Concept("10200004", "SCT", "Liver"),
            null,
            List.of(30000, 40000, 50000));
    /** Values with a gap, as atlases have them. */
    private static final DatasetDefinition DEFINITION = new DatasetDefinition(
            "abdomen", List.of("CT"), Map.of(0, "background", 205, "liver", 850, "cyst"), null, Map.of(205, LIVER));

    private static final ResultIdentity IDENTITY =
            new ResultIdentity("prediction-1", Instant.parse("2026-03-04T05:06:07.080Z"), "abdomen", "0.1");

    @TempDir
    Path folder;

    private Series series(SyntheticSeries written) throws IOException {
        try (DicomInput input = DicomInput.open(written.write(folder.resolve("series")), ReadOptions.DEFAULT)) {
            return input.onlySeries();
        }
    }

    private static LabelVolume labels(Series series) {
        short[] labels = new short[series.requireGeometry().extent().arrayLength()];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = (short) (n % 5 == 0 ? 205 : n % 7 == 0 ? 850 : 0);
        }
        return new LabelVolume(series.requireGeometry(), labels);
    }

    private byte[] written(ResultKind kind, Series series, LabelVolume labels) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        kind.write(series, labels, DEFINITION, IDENTITY, out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(
            value = ResultKind.class,
            names = {"SEG", "LABELMAP"})
    void shouldComeFromArchiveToScanAndFromSegmentationToArchive(ResultKind kind) throws IOException {
        try (DicomInput input = DicomInput.open(
                new SyntheticSeries(0, 1, 0, 0, 0, -1).write(folder.resolve("series")), ReadOptions.DEFAULT)) {
            Series series = input.onlySeries();
            Path scan = folder.resolve("scan.nii.gz");
            AnonymousScan.write(series, scan);
            Volume image = new NiftiReader(ReadLimits.SINGLE_CHANNEL).readImage(scan, "scan");
            assertArrayEquals(series.readVolume().channel(0), image.channel(0));

            // What the rest of the product answers: label values on the scan's grid, as NIfTI.
            Path answered = folder.resolve("answer.nii.gz");
            NiftiWriter.write(new LabelVolume(image.geometry(), labels(series).labels()), answered);
            LabelVolume answer = new NiftiReader(ReadLimits.SINGLE_CHANNEL).readLabels(answered, "answer");
            Path result = Files.write(folder.resolve("result.dcm"), written(kind, series, answer));

            Segmentation back = SegReader.read(result, series);
            assertEquals(
                    List.of("liver", "cyst"),
                    back.names().stream().map(Segmentation.Named::name).toList());
            short[] truth = labels(series).labels();
            for (int n = 0; n < truth.length; n++) {
                assertEquals(
                        truth[n] == 205 ? 1 : truth[n] == 850 ? 2 : 0,
                        back.labels().labels()[n]);
            }
        }
    }

    /** Texts are compared as ISO 8859-1, which tells every byte. */
    @ParameterizedTest
    @ValueSource(strings = {"ISO 2022 IR 87", "GB18030", "ISO_IR 192"})
    void shouldCopyNamesByteForByteInWhateverCharacterSet(String characterSet) throws IOException {
        String name = "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B=\u00e5\u00b1\u00b1";
        Series named = series(SyntheticSeries.axial()
                .with((slice, header) -> header.put(Attribute.SPECIFIC_CHARACTER_SET, characterSet)
                        .put(Attribute.PATIENT_NAME, name)));

        byte[] seg = written(ResultKind.SEG, named, labels(named));

        DataSet back =
                new Part10Reader(MemorySegment.ofArray(seg), "seg").read().dataSet();
        assertEquals(name, back.text(Attribute.PATIENT_NAME));
        assertEquals(characterSet, back.text(Attribute.SPECIFIC_CHARACTER_SET));
    }

    @Test
    void shouldLeaveWhoItWasBehind() throws IOException {
        try (DicomInput input =
                DicomInput.open(SyntheticSeries.axial().write(folder.resolve("series")), ReadOptions.DEFAULT)) {
            Path scan = folder.resolve("scan.nii");
            AnonymousScan.write(input.onlySeries(), scan);
            String bytes = Files.readString(scan, StandardCharsets.ISO_8859_1);
            for (String planted : List.of("Doe", "Jane", "4711", "2020", "1.2.826")) {
                assertFalse(bytes.contains(planted), planted);
            }
        }
    }

    @Test
    void shouldWriteContoursOfTheSameLabels() throws IOException {
        Series series = series(SyntheticSeries.axial());
        String text = new String(written(ResultKind.RTSTRUCT, series, labels(series)), StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("liver") && text.contains("cyst"));
    }

    @Test
    void shouldCodeLabelsAsTheDatasetSaysAndTellWhereItSaysNothing() throws IOException {
        Series series = series(SyntheticSeries.axial());
        LabelSegments segments = LabelSegments.of(DEFINITION, labels(series));
        assertTrue(segments.areUncoded());
        assertEquals(
                List.of("10200004", "85756007"),
                segments.segments().stream()
                        .map(segment -> segment.type().value())
                        .toList());
        assertEquals(
                List.of(30000, 40000, 50000), segments.segments().getFirst().cielab());
        DatasetDefinition coded = new DatasetDefinition(
                "liver", List.of("CT"), Map.of(0, "background", 1, "liver"), null, Map.of(1, LIVER));
        assertFalse(LabelSegments.of(coded, labels(series)).areUncoded());
    }

    @Test
    void shouldRefuseLabelsThatNobodyNamed() throws IOException {
        Series series = series(SyntheticSeries.axial());
        LabelVolume labels = labels(series);
        labels.labels()[3] = 7;
        Faults.expect("DCM-607", () -> written(ResultKind.SEG, series, labels));
    }

    @Test
    void shouldGiveEqualBytesForEqualResults() throws IOException {
        Series series = series(SyntheticSeries.axial());
        for (ResultKind kind : ResultKind.values()) {
            assertArrayEquals(written(kind, series, labels(series)), written(kind, series, labels(series)));
        }
    }

    @Test
    void shouldNamePatientsByTheKeyAlone() throws IOException {
        Series series = series(SyntheticSeries.axial());
        Path file = folder.resolve("keys/installation.key");
        InstallationKey key = InstallationKey.readOrMake(file);
        String subject = key.subjectOf(series).orElseThrow();
        assertTrue(subject.matches("[0-9a-v]{26}"), subject);
        assertEquals(subject, InstallationKey.read(file).subjectOf(series).orElseThrow());
        assertFalse(subject.equals(key.subjectOf("P-4711")), "a person's name is no patient's id");
        assertFalse(subject.equals(InstallationKey.readOrMake(folder.resolve("other.key"))
                .subjectOf(series)
                .orElseThrow()));
        assertFalse(key.pseudonym("ab", "c").equals(key.pseudonym("a", "bc")));
        assertTrue(
                key.subjectOf(series(SyntheticSeries.axial().with((_, header) -> header.put(Attribute.PATIENT_ID, ""))))
                        .isEmpty());
    }

    @Test
    void shouldMakeAKeyOfItsOwnerAloneAndLeaveNothingBesideIt() throws IOException {
        Path file = folder.resolve("fresh/installation.key");

        InstallationKey.readOrMake(file);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void shouldRefuseAKeyThatIsNone() throws IOException {
        Faults.expect("DCM-701", () -> InstallationKey.read(folder.resolve("absent")));
        Path shorter = folder.resolve("short");
        InstallationKey.readOrMake(shorter);
        Files.write(shorter, new byte[31]);
        Faults.expect("DCM-701", () -> InstallationKey.read(shorter));
        Path open = Files.write(folder.resolve("open"), new byte[32]);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Faults.expect("DCM-701", () -> InstallationKey.read(open));
    }
}
