package org.e2enet.standalone.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.E2ENet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScoringTest {
    private static final Path FILES = Path.of("src/test/resources/scores");
    private static final Path OTHER_GRID = Path.of("../samples/hemispheres/labelsTr/left.nii.gz");

    @TempDir
    private Path directory;

    private Path truths;
    private Path predictions;

    @BeforeEach
    void makeFolders() throws IOException {
        truths = Files.createDirectory(directory.resolve("truths"));
        predictions = Files.createDirectory(directory.resolve("predictions"));
    }

    @Test
    void shouldScoreEveryCaseAndNameThoseItCannot() throws IOException {
        put(truths, "a.nii.gz", "one_voxel.nii.gz");
        put(predictions, "a_0000-segmentation.nii.gz", "one_voxel.nii.gz");
        put(truths, "b.nii.gz", "empty.nii.gz");
        put(predictions, "b.nii.gz", "one_voxel.nii.gz");
        put(truths, "both-empty.nii.gz", "empty.nii.gz");
        put(predictions, "both-empty.nii.gz", "empty.nii.gz");
        put(truths, "other-grid.nii.gz", "one_voxel.nii.gz");
        Files.copy(OTHER_GRID, predictions.resolve("other-grid.nii.gz"));
        Files.writeString(truths.resolve("torn.nii"), "no image");
        put(predictions, "torn.nii.gz", "empty.nii.gz");
        put(truths, "truth-alone.nii.gz", "empty.nii.gz");
        put(predictions, "prediction-alone.nii.gz", "empty.nii.gz");
        Path csv = directory.resolve("cases.csv");
        Path summary = directory.resolve("summary.json");

        int status = score("--csv", csv.toString(), "--summary", summary.toString(), "--threads", "2");

        assertEquals(1, status, "not all could be scored");
        List<String> rows = Files.readAllLines(csv);
        assertEquals(4, rows.size(), rows::toString);
        assertTrue(rows.get(1).startsWith("a,1,"), rows::toString);
        assertTrue(rows.get(1).contains(",1.0,1.0,1.0,0.0,0.0"), rows::toString);
        assertTrue(rows.get(2).contains(",0.0,0.0,1.0,,"), "a false positive has no distance");
        assertTrue(rows.get(3).contains(",,,1.0,,"), "nothing in both: undefined");
        JsonNode document = new ObjectMapper().readTree(Files.readAllBytes(summary));
        assertEquals(0.5, document.at("/mean/1/Dice").asDouble());
        assertEquals(0.5, document.at("/foreground_mean/Dice").asDouble());
        assertEquals(3, document.path("metric_per_case").size());
        assertEquals(1, document.at("/metric_per_case/0/metrics/1/TP").asDouble());
        assertEquals(1, document.at("/metric_per_case/1/metrics/1/FP").asDouble());
        assertFalse(Files.readString(summary).contains("NaN"));
    }

    @Test
    void shouldTellWhichCasesAreAlone() throws IOException {
        put(truths, "a.nii", "one_voxel.nii.gz");
        put(predictions, "a.nii.gz", "one_voxel.nii.gz");
        put(truths, "b.nii.gz", "empty.nii.gz");
        put(predictions, "c.nii.gz", "empty.nii.gz");
        Files.writeString(truths.resolve("dataset.json"), "{}");

        CasePairs pairs = CasePairs.of(truths, predictions);

        assertEquals(
                List.of("a"), pairs.pairs().stream().map(CasePairs.Pair::name).toList());
        assertEquals(List.of("b"), pairs.withoutPrediction());
        assertEquals(List.of("c"), pairs.withoutTruth());
    }

    @Test
    void shouldRefuseACaseThatIsThereTwiceAndFoldersWithoutACommonCase() throws IOException {
        put(truths, "a.nii.gz", "empty.nii.gz");
        assertEquals("CLI-311", code());
        put(predictions, "a.nii.gz", "empty.nii.gz");
        put(predictions, "a-segmentation.nii.gz", "empty.nii.gz");
        assertEquals("CLI-310", code());
    }

    @Test
    void shouldEndWellWhenEveryCaseIsScored() throws IOException {
        put(truths, "a.nii.gz", "one_voxel.nii.gz");
        put(predictions, "a.nii.gz", "one_voxel.nii.gz");

        assertEquals(0, score());
        assertEquals(2, score("--threads", "0"));
        assertEquals(2, score("--regions", "all=1+2"));
    }

    private String code() {
        return assertThrows(FaultException.class, () -> CasePairs.of(truths, predictions))
                .fault()
                .code();
    }

    private int score(String... more) {
        List<String> call =
                new ArrayList<>(List.of("score", "--truth", truths.toString(), "--prediction", predictions.toString()));
        call.addAll(List.of(more));
        return E2ENet.commandLine().execute(call.toArray(String[]::new));
    }

    private static void put(Path folder, String name, String file) throws IOException {
        Files.copy(FILES.resolve(file), folder.resolve(name));
    }
}
