package org.e2enet.standalone.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFolderTest {
    private static final Path SAMPLES = Path.of("..", "samples", "hemispheres");

    @TempDir
    private Path folder;

    @Test
    void shouldReadTheSamplesAsTheyAre() {
        DatasetFolder samples = DatasetFolder.read(SAMPLES, Optional.empty());

        assertEquals("hemispheres", samples.definition().name());
        assertEquals(List.of("T1"), samples.definition().channelNames());
        assertEquals(9, samples.definition().classes());
        assertEquals("cerebellum", samples.definition().labels().get(8));
        assertEquals(2, samples.cases().size());
        assertTrue(samples.cases().stream().allMatch(files -> files.labels().isPresent()));
        assertEquals(1, samples.cases().stream().filter(CaseFiles::training).count());
    }

    @Test
    void shouldDefineTheSpacingThatIsAskedFor() {
        DatasetFolder samples = DatasetFolder.read(SAMPLES, Optional.empty(), List.of(3.0, 2.0, 2.0));

        assertEquals(List.of(3.0, 2.0, 2.0), samples.definition().targetSpacingMm());
    }

    @Test
    void shouldPutNnunetChannelsInOrderAndPassOverHiddenTwins() throws IOException {
        write("dataset.json", """
                {"channel_names": {"0": "T1", "1": "FLAIR"}, "labels": {"background": 0, "lesion": 1},
                 "file_ending": ".nii.gz"}""");
        for (String name : List.of("b_0001", "b_0000", "a_0000", "a_0001", "._a_0000")) {
            write("imagesTr/" + name + ".nii.gz", "");
        }
        write("labelsTr/a.nii.gz", "");

        DatasetFolder read = DatasetFolder.read(folder, Optional.of("lesions"));

        assertEquals("lesions", read.definition().name());
        assertEquals(
                List.of("a_0000.nii.gz", "a_0001.nii.gz"),
                read.cases().get(0).images().stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        assertTrue(read.cases().get(0).labels().isPresent());
        assertTrue(read.cases().get(1).labels().isEmpty());
    }

    @Test
    void shouldReadDecathlonFolders() throws IOException {
        write("dataset.json", """
                {"name": "Brain Tumour", "modality": {"0": "FLAIR", "1": "T1w"},
                 "labels": {"0": "background", "1": "edema"},
                 "training": [{"image": "./imagesTr/a.nii.gz", "label": "./labelsTr/a.nii.gz"}],
                 "test": ["./imagesTs/b.nii.gz"]}""");

        DatasetFolder read = DatasetFolder.read(folder, Optional.empty());

        assertEquals("Brain-Tumour", read.definition().name());
        assertEquals("edema", read.definition().labels().get(1));
        assertEquals(
                List.of(true, false),
                read.cases().stream().map(CaseFiles::training).toList());
        assertTrue(read.cases().get(0).labels().isPresent());
    }

    @Test
    void shouldSayWhatADescriptionLacks() throws IOException {
        write("dataset.json", "{\"labels\": {}}");

        FaultException failure = assertThrows(FaultException.class, () -> DatasetFolder.read(folder, Optional.empty()));

        assertEquals("CLI-401", failure.fault().code());
        assertTrue(
                failure.fault().what().contains("channel_names"),
                failure.fault().what());
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
