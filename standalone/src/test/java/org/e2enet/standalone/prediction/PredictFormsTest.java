package org.e2enet.standalone.prediction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.e2enet.contract.LabelCode;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.exchange.AnonymousScan;
import org.e2enet.dicom.seg.SegReader;
import org.e2enet.dicom.seg.Segmentation;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.formats.ScanWriter;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.standalone.E2ENet;
import org.e2enet.standalone.dicom.MadeSeries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code predict --weights}: DICOM and every file format in, results in the forms that were asked for. */
class PredictFormsTest {
    private static final ScanReader READER = new ScanReader(ReadLimits.SINGLE_CHANNEL);

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private Path weights;

    @BeforeEach
    void makeModel() throws IOException {
        weights = SmallModels.save(folder.resolve("model.safetensors"));
    }

    private JsonNode predict(int status, String... arguments) throws IOException {
        List<String> call = new ArrayList<>(List.of("predict", "--json", "--weights", weights.toString()));
        call.addAll(List.of("--out", folder.resolve("out").toString()));
        call.addAll(List.of(arguments));
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            int ended = E2ENet.commandLine().setErr(new PrintWriter(err)).execute(call.toArray(String[]::new));
            assertEquals(status, ended, () -> err + printed.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(console);
        }
        return printed.size() == 0 ? null : new ObjectMapper().readTree(printed.toByteArray());
    }

    private Path out(String name) {
        return folder.resolve("out").resolve(name);
    }

    @Test
    void shouldAnswerASeriesInEveryForm() throws IOException {
        Path series = MadeSeries.write(folder.resolve("mr"), 1, "P1", 3);

        JsonNode answer = predict(0, series.toString(), "--as", "seg,nifti,labelmap,rtstruct,mha");

        assertEquals(5, answer.at("/0/files").size());
        LabelVolume nifti = READER.readLabels(out("mr-segmentation.nii.gz"), "nifti");
        assertTrue(nifti.maxLabel() > 0, "something is labelled");
        assertArrayEquals(
                nifti.labels(),
                READER.readLabels(out("mr-segmentation.mha"), "mha").labels());
        try (DicomInput input = DicomInput.open(series, ReadOptions.DEFAULT)) {
            Series source = input.onlySeries();
            assertEquals(0, source.requireGeometry().largestGapMm(nifti.geometry()), 1e-3);
            for (String name : List.of("mr-segmentation.dcm", "mr-segmentation-labelmap.dcm")) {
                Segmentation seg = SegReader.read(out(name), source);
                assertArrayEquals(nifti.labels(), seg.labels().labels(), name);
                assertEquals(
                        List.of("block"),
                        seg.names().stream().map(Segmentation.Named::name).toList());
            }
        }
        String seg = Files.readString(out("mr-segmentation.dcm"), StandardCharsets.ISO_8859_1);
        assertTrue(seg.contains("1.2.3.6.1") && seg.contains("Planted^Jane"), "refers to its source");
        assertTrue(answer.at("/0/flags").toString().contains("uncoded-labels"), answer::toString);
    }

    @Test
    void shouldSayInCodedWordsWhatTheModelsDataSetSaysOfItsLabels() throws IOException {
        LabelCode.Concept structure = new LabelCode.Concept("123037004", "SCT", "Anatomical Structure");
        LabelCode.Concept liver = new LabelCode.Concept("10200004", "SCT", "Liver");
        weights = SmallModels.save(
                folder.resolve("coded.safetensors"),
                Map.of(1, new LabelCode(structure, liver, null, List.of(30000, 40000, 50000))));
        Path series = MadeSeries.write(folder.resolve("mr"), 1, "P1", 3);

        JsonNode answer = predict(0, series.toString(), "--as", "seg");

        String seg = Files.readString(out("mr-segmentation.dcm"), StandardCharsets.ISO_8859_1);
        assertTrue(seg.contains("10200004") && seg.contains("Liver"), "the type's code");
        assertTrue(seg.contains("123037004"), "the category's code");
        assertFalse(seg.contains("85756007"), "no longer just a tissue");
        assertFalse(answer.at("/0/flags").toString().contains("uncoded-labels"), answer::toString);
    }

    @Test
    void shouldAnswerEverySeriesOfAFolderByItselfAndReplaceNone() throws IOException {
        Path both = folder.resolve("study");
        MadeSeries.write(both, 1, "P1", 3);
        MadeSeries.write(both, 2, "P1", 2.5);
        MadeSeries.write(both, 3, "P1", -3);

        JsonNode answers = predict(1, both.toString());

        List<String> errors = new ArrayList<>();
        answers.forEach(one -> errors.add(one.at("/error/code").asText("")));
        assertEquals(List.of("", "", "DCM-309"), errors);
        byte[] first = Files.readAllBytes(out("study-series-1-segmentation.dcm"));
        assertTrue(Files.exists(out("study-series-2-segmentation.dcm")));
        assertEquals("CLI-603", predict(1, both.toString()).at("/0/error/code").asText());
        assertArrayEquals(first, Files.readAllBytes(out("study-series-1-segmentation.dcm")));
        try (Stream<Path> left = Files.list(folder.resolve("out"))) {
            assertEquals(2, left.count(), "nothing else was left");
        }
    }

    @Test
    void shouldTakeAZip() throws IOException {
        Path series = MadeSeries.write(folder.resolve("files"), 1, "P1", 3);
        Path zip = folder.resolve("mr.zip");
        try (ZipOutputStream packed = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.list(series)) {
            for (Path file : files.toList()) {
                packed.putNextEntry(new ZipEntry("Planted/" + file.getFileName()));
                Files.copy(file, packed);
            }
        }
        predict(0, zip.toString(), "--as", "nifti");
        predict(0, series.toString(), "--as", "nifti");
        assertArrayEquals(
                Files.readAllBytes(out("mr-segmentation.nii.gz")),
                Files.readAllBytes(out("files-segmentation.nii.gz")));
    }

    @ParameterizedTest
    @ValueSource(strings = {".mha", ".mhd", ".nrrd", ".nhdr", ".nii"})
    void shouldAnswerInTheInputsFormatAndInNiftiWhereAsked(String ending) throws IOException {
        Path series = MadeSeries.write(folder.resolve("mr"), 1, "P1", 3);
        Path scan = folder.resolve("scan" + ending);
        try (DicomInput input = DicomInput.open(series, ReadOptions.DEFAULT)) {
            Path nifti = folder.resolve("same.nii");
            AnonymousScan.write(input.onlySeries(), nifti);
            Volume volume = READER.readImage(nifti, "scan");
            ScanWriter.write(volume, NiftiEncoding.FLOAT32, scan);
        }

        predict(0, scan.toString(), "--as", "same,nifti", "--overwrite");

        String same = "scan-segmentation" + (ending.equals(".nii") ? ".nii.gz" : ending);
        LabelVolume wanted = READER.readLabels(out("scan-segmentation.nii.gz"), "nifti");
        LabelVolume got = READER.readLabels(out(same), "same");
        assertArrayEquals(wanted.labels(), got.labels());
        assertEquals(READER.readImage(scan, "scan").geometry(), got.geometry());
    }

    @Test
    void shouldRefuseDicomOfAScanThatIsNone() throws IOException {
        Path series = MadeSeries.write(folder.resolve("mr"), 1, "P1", 3);
        predict(0, series.toString(), "--as", "nifti");
        Path nifti = out("mr-segmentation.nii.gz");

        JsonNode answer = predict(1, nifti.toString(), "--as", "seg");

        assertEquals("CLI-605", answer.at("/0/error/code").asText());
        predict(2, nifti.toString(), "--as", "pdf");
        assertTrue(err.toString().contains("rtstruct"), err::toString);
        assertFalse(err.toString().contains("Exception"), err::toString);
    }

    @Test
    void shouldTellWhatAFolderWithoutScansLacks() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("texts"));
        Files.writeString(empty.resolve("notes.txt"), "nothing here");
        predict(2, empty.toString());
        assertTrue(err.toString().contains("DCM-1"), err::toString);
    }
}
