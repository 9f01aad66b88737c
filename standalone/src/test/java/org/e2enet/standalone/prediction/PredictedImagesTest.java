package org.e2enet.standalone.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.datasets.DicomSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class PredictedImagesTest {
    private final PredictedImages images = new PredictedImages(new CommandLine(new PredictCommand()).getCommandSpec());

    private final DicomSources dicom = new DicomSources(false);

    @TempDir
    private Path folder;

    @Test
    void shouldTakeACommaForAPartOfANameWhereThatIsAFile() throws IOException {
        Path comma = file("a,b.nii.gz");
        Path first = file("c.nii.gz");

        assertEquals(List.of(comma), only(comma.toString()).images());
        assertEquals(List.of(first, comma), only(first + "," + comma).images());
        assertEquals(List.of(comma, first), only(comma + "," + first).images());
        assertThrows(ParameterException.class, () -> images.check(List.of(first + ",nowhere.nii.gz")));
    }

    @Test
    void shouldTakeTheCasesOfAFolderByTheirChannelNumbers() throws IOException {
        file("images/p1_0000.nii.gz");
        file("images/p1_0001.nii.gz");
        file("images/p2_0000.nii.gz");
        file("images/notes.txt");

        List<CaseFiles> cases = images.cases(List.of(folder.resolve("images").toString()), 2, dicom);

        assertEquals(List.of("p1", "p2"), cases.stream().map(CaseFiles::name).toList());
        assertEquals(2, cases.get(0).images().size());
        assertEquals("CLI-405", cases.get(1).problem().orElseThrow().code());
    }

    @Test
    void shouldTakeTheTestImagesOfADataSetFolder() throws IOException {
        file("set/dataset.json");
        file("set/imagesTr/a_0000.nii.gz");
        file("set/imagesTs/b_0000.nii.gz");

        assertEquals(
                "b",
                images.cases(List.of(folder.resolve("set").toString()), 1, dicom)
                        .getFirst()
                        .name());
    }

    @Test
    void shouldRefuseAFolderWithoutImages() throws IOException {
        file("empty/notes.txt");

        assertThrows(
                ParameterException.class,
                () -> images.cases(List.of(folder.resolve("empty").toString()), 1, dicom));
    }

    @Test
    void shouldNameTheResultsOfEqualInputNamesApart() throws IOException {
        List<String> typed = new ArrayList<>();
        for (String name : List.of("p1/ct.nii.gz", "p2/ct.nii.gz", "p1/scan.nii", "p1/scan.nii.gz", "p1/SCAN.nii.gz")) {
            typed.add(file(name).toString());
        }

        assertEquals(
                List.of(
                        "ct-segmentation",
                        "p2-ct-segmentation",
                        "scan-segmentation",
                        "p1-scan-segmentation",
                        "p1-SCAN-2-segmentation"),
                names(images.cases(typed, 1, dicom)));
    }

    @Test
    void shouldCutNamesThatNoFileCanHaveAndKeepThemApart() throws IOException {
        String stem = "ä".repeat(117);
        List<String> typed = List.of(
                file(stem + "1.nii.gz").toString(), file(stem + "2.nii.gz").toString());

        List<String> names = names(images.cases(typed, 1, dicom));

        assertEquals(2, new HashSet<>(names).size());
        for (String name : names) {
            assertTrue(name.getBytes(StandardCharsets.UTF_8).length <= 255, name);
            assertTrue(name.startsWith("äää") && name.endsWith("-segmentation"), name);
            Files.createFile(folder.resolve(name + ResultForm.RTSTRUCT.ending()));
        }
    }

    @Property(tries = 200)
    void shouldNeverNameTwoResultsAlike(@ForAll @Size(min = 1, max = 12) List<@NotBlank String> stems) {
        SegmentationNames names = new SegmentationNames(Path.of("out"));
        HashSet<String> seen = new HashSet<>();
        for (String stem : stems) {
            String safe = stem.replaceAll("[/\\u0000]", "_");
            Path image = Path.of("some/" + safe + ".nii");
            Path target =
                    names.next(CaseFiles.complete(image.toString(), List.of(image), java.util.Optional.empty(), false));
            String name = target.getFileName().toString();
            assertTrue(seen.add(name.toLowerCase(Locale.ROOT)), name);
            assertTrue((name + ResultForm.RTSTRUCT.ending()).getBytes(StandardCharsets.UTF_8).length <= 255, name);
            assertEquals(Path.of("out"), target.getParent());
        }
    }

    private List<String> names(List<CaseFiles> cases) {
        SegmentationNames names = new SegmentationNames(folder);
        return cases.stream()
                .map(one -> names.next(one).getFileName().toString())
                .toList();
    }

    private CaseFiles only(String argument) {
        images.check(List.of(argument));
        return images.cases(List.of(argument), 1, dicom).getFirst();
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }
}
