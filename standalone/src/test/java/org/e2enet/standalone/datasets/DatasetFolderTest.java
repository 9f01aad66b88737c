package org.e2enet.standalone.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void shouldReadWhatLabelsMeanByTheirValuesOrNames() throws IOException {
        write("dataset.json", """
                {"channel_names": {"0": "CT"}, "labels": {"background": 0, "liver": 1, "spleen": 2}, "file_ending": ".nii.gz",
                 "labelCodes": {"Liver": %s, "2": %s}}""".formatted(code("10200004"), code("78961009")));
        write("imagesTr/a_0000.nii.gz", "");

        DatasetFolder read = DatasetFolder.read(folder, Optional.of("organs"));

        assertEquals("10200004", read.definition().codeOf(1).type().value());
        assertEquals("78961009", read.definition().codeOf(2).type().value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"kidney\": CODE}",
                "{\"0\": CODE}",
                "{\"liver\": {\"type\": {\"value\": \"1\", \"scheme\": \"SCT\", \"meaning\": \"m\"}}}",
                "{\"liver\": {\"category\": {}, \"type\": {}}}",
                "{\"liver\": 10200004}"
            })
    void shouldRefuseCodesThatAreNoneOrOfNoLabel(String codes) throws IOException {
        Path file = Files.writeString(folder.resolve("codes.json"), codes.replace("CODE", code("10200004")));
        DatasetDefinition definition = new DatasetDefinition("d", List.of("CT"), Map.of(0, "background", 1, "liver"));

        FaultException refused =
                assertThrows(FaultException.class, () -> LabelCodes.read(file).in(definition));

        assertEquals("CLI-410", refused.fault().code(), refused.fault()::message);
    }

    @Test
    void shouldAddCodesToThoseThatTheDataSetHas() throws IOException {
        Path first = Files.writeString(folder.resolve("a.json"), "{\"liver\": " + code("10200004") + "}");
        Path second =
                Files.writeString(folder.resolve("b.json"), "{\"labelCodes\": {\"spleen\": " + code("78961009") + "}}");
        DatasetDefinition definition =
                new DatasetDefinition("d", List.of("CT"), Map.of(0, "background", 1, "liver", 2, "spleen"));

        DatasetDefinition coded =
                LabelCodes.read(second).in(LabelCodes.read(first).in(definition));

        assertEquals("10200004", coded.codeOf(1).type().value());
        assertEquals("78961009", coded.codeOf(2).type().value());
    }

    private static String code(String type) {
        return """
                {"category": {"value": "123037004", "scheme": "SCT", "meaning": "Anatomical Structure"},
                 "type": {"value": "%s", "scheme": "SCT", "meaning": "an organ"}}""".formatted(type);
    }

    @Test
    void shouldDefineTheSpacingThatIsAskedFor() {
        DatasetFolder samples = DatasetFolder.read(SAMPLES, Optional.empty(), new Spacing(3, 2, 2));

        assertEquals(new Spacing(3, 2, 2), samples.definition().preparation().spacingMm());
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
        write("imagesTr/a.nii.gz", "");
        write("labelsTr/a.nii.gz", "");
        write("imagesTs/b.nii.gz", "");
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

    private static final String V2 = """
            {"channel_names": {"0": "T1", "1": "T2"}, "labels": {"background": 0, "a": 1}, "file_ending": ".nii.gz"%s}""";

    @Test
    void shouldReadListsOfNnunetVersionOneWhoseFilesHaveChannelNumbers() throws IOException {
        write("dataset.json", """
                {"modality": {"0": "T1"}, "labels": {"0": "background", "1": "a"},
                 "training": [{"image": "./imagesTr/p1.nii.gz", "label": "./labelsTr/p1.nii.gz"}],
                 "test": ["./imagesTs/q1.nii.gz"]}""");
        write("imagesTr/p1_0000.nii.gz", "");
        write("labelsTr/p1.nii.gz", "");
        write("imagesTs/q1_0000.nii.gz", "");
        write("labelsTs/q1.nii.gz", "");

        List<CaseFiles> cases = DatasetFolder.read(folder, Optional.empty()).cases();

        assertEquals(List.of("p1_0000.nii.gz"), names(cases.get(0)));
        assertEquals(List.of("q1_0000.nii.gz"), names(cases.get(1)));
        assertTrue(cases.stream()
                .allMatch(one -> one.labels().isPresent() && one.problem().isEmpty()));
    }

    @Test
    void shouldReadListsOfChannelsAndTheDatasetKey() throws IOException {
        for (String list : List.of(
                ", \"training\": [{\"image\": [\"c/x.nii.gz\", \"c/y.nii.gz\"], \"label\": \"c/l.nii.gz\"}]",
                ", \"dataset\": {\"p1\": {\"images\": [\"c/x.nii.gz\", \"c/y.nii.gz\"], \"label\": \"c/l.nii.gz\"}}")) {
            write("dataset.json", V2.formatted(list));
            List.of("x", "y", "l").forEach(name -> touch("c/" + name + ".nii.gz"));

            List<CaseFiles> cases = DatasetFolder.read(folder, Optional.empty()).cases();

            assertEquals(1, cases.size());
            assertEquals(List.of("x.nii.gz", "y.nii.gz"), names(cases.getFirst()));
            assertTrue(cases.getFirst().labels().isPresent() && cases.getFirst().training());
        }
    }

    @Test
    void shouldTakeWhatLiesInTheFolderWhenTheListIsEmpty() throws IOException {
        write("dataset.json", V2.formatted(", \"training\": [], \"test\": []"));
        write("imagesTr/p1_0000.nii.gz", "");
        write("imagesTr/p1_0001.nii.gz", "");

        CaseFiles only = DatasetFolder.read(folder, Optional.empty()).cases().getFirst();

        assertEquals(2, only.images().size());
        assertTrue(only.lacksLabels(), "a training case without label file is told");
    }

    @Test
    void shouldNameTheFileThatLacksAndKeepTheOtherCases() throws IOException {
        write("dataset.json", """
                {"modality": {"0": "MR"}, "labels": {"0": "background", "1": "a"},
                 "training": [{"image": "./imagesTr/p1.nii.gz", "label": "./labelsTr/p1.nii.gz"},
                              {"image": "./imagesTr/p9.nii.gz", "label": "./labelsTr/p9.nii.gz"},
                              {"image": "./imagesTr/p1.nii.gz", "label": "./labelsTr/p8.nii.gz"}]}""");
        write("imagesTr/p1.nii.gz", "");
        write("labelsTr/p1.nii.gz", "");

        List<CaseFiles> cases = DatasetFolder.read(folder, Optional.empty()).cases();

        assertTrue(cases.get(0).problem().isEmpty());
        assertEquals("CLI-404", cases.get(1).problem().orElseThrow().code());
        assertTrue(cases.get(1).problem().orElseThrow().where().endsWith("imagesTr/p9.nii.gz"));
        assertTrue(cases.get(2).problem().orElseThrow().where().endsWith("labelsTr/p8.nii.gz"));
    }

    @Test
    void shouldRefuseCasesWhoseChannelNumbersHaveAGap() throws IOException {
        write("dataset.json", V2.formatted(""));
        for (String name : List.of("p1_0000", "p1_0001", "p2_0000", "p2_0002", "p3_0000", "p4", "p5", "p5_0001")) {
            write("imagesTr/" + name + ".nii.gz", "");
        }

        List<Optional<String>> problems = DatasetFolder.read(folder, Optional.empty()).cases().stream()
                .map(one -> one.problem().map(fault -> fault.code()))
                .toList();

        assertEquals(
                List.of(
                        Optional.empty(),
                        Optional.of("CLI-405"),
                        Optional.of("CLI-405"),
                        Optional.empty(),
                        Optional.of("CLI-406")),
                problems);
    }

    @Test
    void shouldNameTheLineOfATrailingComma() throws IOException {
        write("dataset.json", "{\"labels\": {},\n \"channel_names\": {\"0\": \"T1\",}}");

        refused("CLI-401", "line 2");
    }

    @Test
    void shouldRefuseAFolderWithoutAnyCase() throws IOException {
        write("dataset.json", V2.formatted(""));

        refused("CLI-403", "imagesTr");
    }

    @Test
    void shouldRefuseLabelsThatWouldBecomeClassesOfTheirOwn() throws IOException {
        for (String labels : List.of(
                "{\"background\": 0, \"a\": 205, \"b\": 850}",
                "{\"background\": 0, \"a\": 1, \"ignore\": 255}",
                "{\"background\": 0, \"a\": 1, \"b\": 1}",
                "{\"background\": 0, \"whole\": [1, 2]}")) {
            write("dataset.json", "{\"channel_names\": [\"T1\"], \"labels\": " + labels + "}");
            write("imagesTr/p1_0000.nii.gz", "");

            refused("CLI-407", "");
        }
    }

    @Test
    void shouldMakeANameOfFreeTextOrSayWhyNot() throws IOException {
        String json = "{\"name\": \"%s\", \"channel_names\": [\"T1\"], \"labels\": {\"background\": 0, \"a\": 1}}";
        write("imagesTr/p1_0000.nii.gz", "");

        write("dataset.json", json.formatted("Leber & Milz (São Paulo), v2!"));
        assertEquals(
                "Leber-Milz-S-o-Paulo-v2",
                DatasetFolder.read(folder, Optional.empty()).definition().name());
        write("dataset.json", json.formatted("печень"));
        Path latin = Files.createDirectories(folder.resolve("liver set"));
        Files.move(folder.resolve("dataset.json"), latin.resolve("dataset.json"));
        Files.move(folder.resolve("imagesTr"), latin.resolve("imagesTr"));
        assertEquals(
                "liver-set",
                DatasetFolder.read(latin, Optional.empty()).definition().name());
        Path cyrillic = Files.move(latin, folder.resolve("печень"));
        FaultException nameless =
                assertThrows(FaultException.class, () -> DatasetFolder.read(cyrillic, Optional.empty()));
        assertEquals("CLI-402", nameless.fault().code());
        assertEquals(
                "liver",
                DatasetFolder.read(cyrillic, Optional.of("liver")).definition().name());
        Files.writeString(cyrillic.resolve("dataset.json"), json.formatted("n".repeat(300)));
        FaultException tooLong =
                assertThrows(FaultException.class, () -> DatasetFolder.read(cyrillic, Optional.empty()));
        assertTrue(tooLong.fault().what().contains("300"), tooLong.fault()::what);
    }

    private void refused(String code, String told) {
        FaultException failure = assertThrows(FaultException.class, () -> DatasetFolder.read(folder, Optional.empty()));
        assertEquals(code, failure.fault().code());
        assertTrue(failure.fault().message().contains(told), failure.fault()::message);
    }

    private static List<String> names(CaseFiles files) {
        return files.images().stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private void touch(String name) {
        try {
            write(name, "");
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
